import { fateOf, uploadOf } from '@/server/assets/uploads'
import { renditionsAt } from '@/server/assets/view'
import { audited } from '@/server/operations/audit'
import { requireStaff } from '@/server/operations/staff'
import { isoNow } from '@/server/platform/clock'
import { Conflict, NotFound } from '@/server/platform/errors'
import { objectsAs } from '@/server/platform/objects'
import type { Principal } from '@/server/platform/principal'
import { editorialPictureBrought } from './events'
import type { BroughtPicture, PictureArrival, PictureWish } from './model'
import { importPicture } from './pictures'
import { brought, broughtKey, pictureKey, pictures } from './store'

/** Takes down what a picture is to be called and what is said of it; it comes into the library by itself once its upload has passed the
 *  check, whichever of the two is first. The same wish again changes nothing.
 *  @throws NotFound `page` for everybody but the staff, `upload` for what the caller has not sent as an editorial picture
 *  @throws Conflict `picture-name` when there is a picture of this name and it is not to be replaced */
export function bringPicture(who: Principal, wish: PictureWish): Promise<PictureArrival> {
  const { upload, name, alt, replace } = wish
  return audited(who, { action: 'picture-brought', subject: name, detail: upload }, async () => {
    if ((await uploadOf(who, upload)).purpose !== 'editorial') throw new NotFound('upload')
    const known = await brought.get(broughtKey(upload))
    if (known?.name === name) return arrivalOf(known)
    if (!replace && (await pictures.get(pictureKey(name)))) throw new Conflict('picture-name')
    const { email } = requireStaff(who)
    const noted: BroughtPicture = {
      upload,
      name,
      alt,
      focus: fractions(wish.focus),
      replace,
      state: 'waiting',
      at: isoNow(),
      by: email,
      version: 0,
    }
    return arrivalOf(await brought.create(noted, editorialPictureBrought({ upload })))
  })
}

/** Per cent, as people write them, as parts of one. */
export const fractions = ({ x, y }: { x: number; y: number }) => ({ x: x / 100, y: y / 100 })

/** Brings a picture that has passed its check into the library, with the note that it is done in the same commit: a repetition, or one
 *  that was quicker, leaves nothing to do. What is still on its way is waited for.
 *  @throws NotFound `object` when what has passed is gone, Conflict when somebody else was quicker, Unavailable: to be tried again */
export async function importBrought(upload: string): Promise<void> {
  const noted = await brought.get(broughtKey(upload))
  const fate = noted?.state === 'waiting' ? await fateOf(upload) : undefined
  if (!noted || fate?.state !== 'ready' || !fate.asset) return
  const { name, alt, focus, replace } = noted
  if (!replace && (await pictures.get(pictureKey(name)))) {
    await brought.replace(noted, { ...noted, state: 'name-taken' })
    return
  }
  const [file] = (await renditionsAt(fate.asset))?.names ?? []
  if (!file) throw new NotFound('object')
  const bytes = await objectsAs('content').get('assets', `${fate.asset}/${file}`)
  const done = brought.replacing(noted, { ...noted, state: 'imported' })
  await importPicture({ name, alt, focus, from: 'staff' }, bytes, [done])
}

/** How far a picture is. @throws NotFound `page` for everybody but the staff, `picture` for what nobody brings */
export async function pictureArrival(who: Principal, upload: string): Promise<PictureArrival> {
  requireStaff(who)
  return arrivalOf(await brought.require(broughtKey(upload), 'picture'))
}

const mostArrivals = 30

/** Pictures that are on their way or were not taken, the newest first, and of each name the last attempt alone. */
export async function arrivals(): Promise<PictureArrival[]> {
  const { items } = await brought.query(
    { attribute: 'pk', equals: 'brought' },
    { limit: mostArrivals, descending: true },
  )
  const last = items.filter(({ name }, index) => items.findIndex((other) => other.name === name) === index)
  const told = await Promise.all(last.map(arrivalOf))
  return told.filter(({ state }) => state !== 'imported' && state !== 'cancelled')
}

async function arrivalOf({ upload, name, at, by, state }: BroughtPicture): Promise<PictureArrival> {
  const told = { upload, name, at, by }
  if (state === 'imported') return { ...told, state }
  if (state === 'name-taken') return { ...told, state: 'refused', reason: state }
  const fate = await fateOf(upload)
  if (fate?.state === 'quarantined') return { ...told, state: 'refused', reason: fate.reason }
  return { ...told, state: fate?.state === 'ready' ? 'importing' : (fate?.state ?? 'cancelled') }
}
