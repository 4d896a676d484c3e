import sharp from 'sharp'
import { objectsAs } from '@/server/platform/objects'
import { assetKey, assets } from './asset-store'
import { mostPixels } from './renditions'

/** What printers of documents can draw. */
export interface Printable {
  jpeg: Uint8Array
  /** Pixels. */
  width: number
  height: number
}

/** Enough for 8 cm at 300 dots an inch. */
const printedWidth = 960

/** A picture of the index as a JPEG for paper; nothing where it is gone. For those who have made sure that they may see it.
 *  @throws Unavailable */
export async function printable(key: string): Promise<Printable | undefined> {
  const names = (await assets.get(assetKey(key)))?.renditions ?? []
  const widths = names.flatMap((name) => /^(\d+)\.webp$/.exec(name)?.[1] ?? []).map(Number)
  const width = widths.find((one) => one >= printedWidth) ?? Math.max(0, ...widths)
  if (width === 0) return undefined
  const webp = await objectsAs('assets').get('assets', `${key}/${width}.webp`)
  const { data, info } = await sharp(webp, { limitInputPixels: mostPixels })
    .flatten({ background: '#ffffff' })
    .resize({ width: printedWidth, height: printedWidth, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 85 })
    .toBuffer({ resolveWithObject: true })
  return { jpeg: data, width: info.width, height: info.height }
}
