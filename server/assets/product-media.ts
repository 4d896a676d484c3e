import sharp from 'sharp'
import { thumbHashToRGBA } from 'thumbhash'
import type { Media } from '@/server/catalogue/model'
import type { Asset } from './asset-model'
import { assetsBySku } from './asset-store'
import { formats } from './renditions'

/** A film about a product, under the assets' public path. */
export interface ProductVideo {
  key: string
  contentType: string
}

/** What there is to be seen of a product: its catalogue says which pictures and in what order, the index which renditions.
 *  One query by SKU; the bucket is never listed. @throws Unavailable */
export async function productMedia(
  sku: string,
  catalogued: readonly Media[],
): Promise<{ pictures: Media[]; videos: ProductVideo[] }> {
  const found = new Map((await assetsBySku(sku)).map((asset) => [asset.key, asset]))
  const pictures = await Promise.all(catalogued.map((media) => seen(media, found.get(media.key))))
  const videos = [...found.values()].flatMap((asset): ProductVideo[] => {
    const [name] = asset.renditions
    if (asset.imageType !== 'video' || !name) return []
    return [{ key: `${asset.key}/${name}`, contentType: asset.contentType ?? 'video/mp4' }]
  })
  return { pictures, videos }
}

async function seen(media: Media, asset: Asset | undefined): Promise<Media> {
  const names = new Set(asset?.renditions)
  const widths = [...names]
    .flatMap((name) => /^(\d+)\.webp$/.exec(name)?.[1] ?? [])
    .map(Number)
    .filter((width) => names.has(`${width}.avif`))
    .toSorted((one, other) => one - other)
  // The index hears of single objects; a page needs widths that are there in every format.
  if (!asset?.width || widths.length === 0) return media
  const placeholder = media.placeholder ?? (asset.thumbhash && (await previewOf(asset.thumbhash)))
  return { ...media, widths, formats: [...formats], placeholder }
}

/** A blurred preview as a data URL of some two hundred bytes. */
async function previewOf(thumbhash: string): Promise<string> {
  const { w, h, rgba } = thumbHashToRGBA(Buffer.from(thumbhash, 'base64'))
  const drawn = sharp(rgba, { raw: { width: w, height: h, channels: 4 } })
  return `data:image/webp;base64,${(await drawn.webp({ quality: 40 }).toBuffer()).toString('base64')}`
}
