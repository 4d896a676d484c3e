import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { type Format, formats, pageWidths, renditions, widthsFor } from '@/server/assets/renditions'
import { objectsAs } from '@/server/platform/objects'
import { changed, unchanged } from '@/server/platform/tables/change'
import { editorialPictureImported } from './events'
import type { EditorialPicture } from './model'
import { pictureKey, pictures } from './store'

const objects = objectsAs('content')
const cacheControl = 'public, max-age=31536000, immutable'

/** What is said of a picture when it is brought. */
export type Described = Pick<EditorialPicture, 'name' | 'focus' | 'alt'>

/** Brings a picture into the library, or another one under the same name: its master is there at once, its renditions follow. What
 *  is there already is left alone. @throws Unavailable, Error when the bytes are no picture */
export async function importPicture(described: Described, bytes: Uint8Array): Promise<EditorialPicture> {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 24)
  const key = `editorial/campaigns/${described.name}/${hash}`
  const known = await pictures.get(pictureKey(described.name))
  if (known?.key === key && says(known) === says(described)) return known
  if (known?.key === key) {
    return pictures.replace(known, { ...known, ...described })
  }
  const master = sharp(bytes).autoOrient()
  const { width, height } = (await master.metadata()).autoOrient
  await objects.put('assets', `${key}/${width}.webp`, await master.webp({ quality: 90 }).toBuffer(), {
    contentType: 'image/webp',
    cacheControl,
  })
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
  return known ? pictures.replace(known, picture, event) : pictures.create(picture, event)
}

const says = ({ focus, alt }: Described) => JSON.stringify([focus.x, focus.y, alt])

/** Makes what a picture lacks: its renditions, and those of its upright cut. A repetition makes nothing twice.
 *  @throws NotFound `content-picture`, or `object` when its master is missing, Unavailable */
export async function completePicture(name: string): Promise<EditorialPicture> {
  const picture = await pictures.require(pictureKey(name), 'content-picture')
  if (picture.formats.length === formats.length) return picture
  const { key, width } = picture
  const master = await objects.get('assets', `${key}/${width}.webp`)
  await writeRenditions(master, (size, format) => `${key}/${size}.${format}`)
  const cut = uprightCut(picture)
  if (cut) {
    const upright = await sharp(master).extract(cut).webp({ quality: 95 }).toBuffer()
    await writeRenditions(upright, (size, format) => `${key}/tall-${size}.${format}`)
  }
  return pictures.update(pictureKey(name), 'content-picture', (current) => {
    if (current.key !== key) return unchanged(current) // another picture has come under this name meanwhile
    const tall = cut && { width: cut.width, height: cut.height, widths: widthsFor(cut.width, pageWidths) }
    return changed({ ...current, widths: widthsFor(width, pageWidths), formats: [...formats], tall })
  })
}

async function writeRenditions(
  image: Uint8Array,
  nameOf: (width: number, format: Format) => string,
): Promise<void> {
  for await (const { width, format, body } of renditions(image, pageWidths)) {
    await objects.put('assets', nameOf(width, format), body, {
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
  return { left, top: 0, width: wanted, height }
}
