import { completeMedia, findProduct } from '@/server/catalogue/catalogue'
import type { Media } from '@/server/catalogue/model'
import { objectsAs } from '@/server/platform/objects'
import { assetKey, assets, changeAsset } from './asset-store'
import { metadataOf } from './description'
import { thumbhashOf } from './pictures'
import { indexed } from './publish'
import { formats, renditions, widthsFor } from './renditions'

const objects = objectsAs('assets')
const immutable = 'public, max-age=31536000, immutable'

/** Whether renditions of a picture are still to be made: it has its master alone. */
const incomplete = (media: Media): boolean =>
  formats.some((format) => !media.formats.includes(format)) ||
  widthsFor(media.width).some((width) => !media.widths.includes(width))

/** Makes the renditions that a product's pictures lack, puts them into the index, and then says once in the catalogue that all are
 *  there. A repetition makes nothing twice. @throws NotFound `object` when a master is missing, Unavailable */
export async function completePictures(productId: string): Promise<void> {
  const product = await findProduct(productId)
  const lacking = product?.media.filter(incomplete) ?? []
  for (const media of lacking) await makeRenditions(media)
  if (lacking.length === 0) return
  await completeMedia(
    productId,
    new Map(lacking.map(({ key, width }) => [key, { widths: widthsFor(width), formats: [...formats] }])),
  )
}

const namesFor = (width: number): string[] =>
  widthsFor(width).flatMap((one) => formats.map((format) => `${one}.${format}`))

/** Writes all renditions of a picture beside its master, unless an earlier attempt has. */
async function makeRenditions({ key, width: master, height, options }: Media): Promise<void> {
  const names = namesFor(master)
  const known = await assets.get(assetKey(key))
  if (known?.width && names.every((name) => known.renditions.includes(name))) return
  const image = await objects.get('assets', `${key}/${master}.webp`)
  const tags = ['catalogue', ...Object.entries(options ?? {}).map(([code, value]) => `${code}:${value}`)]
  const description = { width: master, height, thumbhash: await thumbhashOf(image), tags }
  for await (const { width, format, body } of renditions(image)) {
    if (width === master && format === 'webp') continue
    await objects.put('assets', `${key}/${width}.${format}`, body, {
      contentType: `image/${format}`,
      cacheControl: immutable,
      metadata: metadataOf(description),
    })
  }
  await changeAsset(key, (current) => ({ next: indexed(current, key, names, description) }))
}
