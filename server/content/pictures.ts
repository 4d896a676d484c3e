import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { type Format, formats, pageWidths, renditions, widthsFor } from '@/server/assets/renditions'
import { objectsAs } from '@/server/platform/objects'
import { reached } from '@/server/platform/steps'
import { changed, unchanged } from '@/server/platform/tables/change'
import { type TransactPart, transact } from '@/server/platform/tables/transact'
import { editorialPictureDescribed, editorialPictureImported } from './events'
import type { EditorialPicture } from './model'
import { pictureKey, pictures } from './store'

const objects = objectsAs('content')
const cacheControl = 'public, max-age=31536000, immutable'

/** What is said of a picture when it is brought. */
type Described = Pick<EditorialPicture, 'name' | 'focus' | 'alt' | 'from'>

/** Brings a picture into the library, or another one under the same name: its master is there at once, its renditions follow. What
 *  is there already is left alone.
 *  @param besides what is committed with it
 *  @throws Unavailable, Conflict when somebody else was quicker, Error when the bytes are no picture */
export async function importPicture(
  described: Described,
  bytes: Uint8Array,
  besides: readonly TransactPart[] = [],
): Promise<void> {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 24)
  const key = `editorial/campaigns/${described.name}/${hash}`
  const known = await pictures.get(pictureKey(described.name))
  if (known?.key === key) {
    const parts = says(known) === says(described) ? besides : [describing(known, described), ...besides]
    return parts.length > 0 ? transact(parts) : undefined
  }
  const master = sharp(bytes).autoOrient()
  const { width, height } = (await master.metadata()).autoOrient
  await objects.put('assets', `${key}/${width}.webp`, await master.webp({ quality: 90 }).toBuffer(), {
    contentType: 'image/webp',
    cacheControl,
  })
  await reached('picture.written')
  const preview = await sharp(bytes).autoOrient().resize(16).webp({ quality: 40 }).toBuffer()
  const picture: EditorialPicture = {
    ...described,
    key,
    width,
    height,
    widths: [width],
    formats: ['webp'],
    placeholder: `data:image/webp;base64,${preview.toString('base64')}`,
    version: 0,
  }
  const event = editorialPictureImported({ picture: described.name })
  await transact([
    known ? pictures.replacing(known, picture, [event]) : pictures.creating(picture, [event]),
    ...besides,
  ])
}

const says = ({ focus, alt, from }: Described) => JSON.stringify([focus.x, focus.y, alt, from])

const describing = (known: EditorialPicture, described: Described): TransactPart =>
  pictures.replacing(known, { ...known, ...described }, [editorialPictureDescribed({ picture: known.name })])

/** Makes what a picture lacks: its renditions, and those of its upright cut. A repetition makes nothing twice.
 *  @throws NotFound `content-picture`, or `object` when its master is missing, Unavailable */
export async function completePicture(name: string): Promise<EditorialPicture> {
  const picture = await pictures.require(pictureKey(name), 'content-picture')
  const { key, width } = picture
  const cut = uprightCut(picture)
  const whole = picture.formats.length === formats.length
  const upright = picture.tall?.name === cut?.name
  if (whole && upright) return picture
  const master = await objects.get('assets', `${key}/${width}.webp`)
  if (!whole)
    await writeRenditions(master, (size, format) => `${key}/${size}.${format}`, `${key}/${width}.webp`)
  if (cut && !upright) {
    const part = await sharp(master).extract(cut.area).webp({ quality: 95 }).toBuffer()
    await writeRenditions(part, (size, format) => `${key}/${cut.name}-${size}.${format}`)
  }
  return pictures.update(pictureKey(name), 'content-picture', (current) => {
    // Another picture has come under this name meanwhile, or one has to look elsewhere: that is told of by an event of its own.
    if (current.key !== key || uprightCut(current)?.name !== cut?.name) return unchanged(current)
    const widths = widthsFor(width, pageWidths)
    return changed({ ...current, widths, formats: [...formats], tall: cut && tallOf(cut) })
  })
}

/** @param master stands there already, and stays as good as it is: another focus may ask for it again */
async function writeRenditions(
  image: Uint8Array,
  nameOf: (width: number, format: Format) => string,
  master?: string,
): Promise<void> {
  for await (const { width, format, body } of renditions(image, pageWidths)) {
    const name = nameOf(width, format)
    if (name === master) continue
    await objects.put('assets', name, body, {
      contentType: `image/${format}`,
      cacheControl,
    })
  }
}

/** Four to five, as high as the picture, around its focus; nothing where it is upright by itself. */
function uprightCut({ width, height, focus }: EditorialPicture) {
  const wanted = Math.round(height * 0.8)
  if (width <= wanted * 1.1) return undefined
  const left = Math.round(Math.min(Math.max(focus.x * width - wanted / 2, 0), width - wanted))
  return { name: `tall-${left}`, area: { left, top: 0, width: wanted, height } }
}

const tallOf = ({ name, area: { width, height } }: NonNullable<ReturnType<typeof uprightCut>>) => ({
  name,
  width,
  height,
  widths: widthsFor(width, pageWidths),
})
