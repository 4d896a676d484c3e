import { changeProduct, findProduct } from '@/server/catalogue/catalogue'
import type { Media } from '@/server/catalogue/model'
import { objectsAs } from '@/server/platform/objects'
import { formats, renditions, widthsFor } from './renditions'

const objects = objectsAs('assets')
const immutable = 'public, max-age=31536000, immutable'

/** Whether renditions of a picture are still to be made: it has its master alone. */
const incomplete = (media: Media): boolean =>
  formats.some((format) => !media.formats.includes(format)) ||
  widthsFor(media.width).some((width) => !media.widths.includes(width))

/** Makes the renditions that a product's pictures lack, and then says in the catalogue that they are there. A repetition makes
 *  nothing twice. @throws NotFound `object` when a master is missing, Unavailable */
export async function completePictures(productId: string): Promise<void> {
  const product = await findProduct(productId)
  for (const media of product?.media.filter(incomplete) ?? []) {
    await makeRenditions(media)
    await changeProduct(productId, (current) => ({
      ...current,
      media: current.media.map((known) =>
        known.key === media.key ? { ...known, widths: widthsFor(known.width), formats: [...formats] } : known,
      ),
    }))
  }
}

/** Writes all renditions of a picture beside its master. */
async function makeRenditions({ key, width: master }: Media): Promise<void> {
  const image = await objects.get('assets', `${key}/${master}.webp`)
  for await (const { width, format, body } of renditions(image)) {
    if (width === master && format === 'webp') continue
    await objects.put('assets', `${key}/${width}.${format}`, body, {
      contentType: `image/${format}`,
      cacheControl: immutable,
    })
  }
}
