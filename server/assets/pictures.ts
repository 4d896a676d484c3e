import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import { Refused } from './refused'
import { mostPixels } from './renditions'

const mostPerSide = 12_000
const leastPerSide = 16

/** A picture that can be decoded, and what it is like once it stands upright. */
export interface Picture {
  bytes: Uint8Array
  width: number
  height: number
  thumbhash: string
  /** Names its content: the same bytes have the same, other bytes another. */
  hash: string
}

/** Decodes a picture once, in bounds.
 *  @param leastWidth pixels, where it must have so many
 *  @throws Refused `broken`, `too-many-pixels`, `too-small`, `too-narrow` */
export async function inspectPicture(bytes: Uint8Array, leastWidth = 0): Promise<Picture> {
  const { width, height } = await measure(bytes)
  if (width * height > mostPixels || Math.max(width, height) > mostPerSide)
    throw new Refused('too-many-pixels')
  if (Math.min(width, height) < leastPerSide) throw new Refused('too-small')
  if (width < leastWidth) throw new Refused('too-narrow')
  return { bytes, width, height, thumbhash: await thumbhashOf(bytes), hash: contentHash(bytes) }
}

export const contentHash = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 24)

/** What the header says, before anything is decoded. */
async function measure(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  try {
    const { autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata()
    return autoOrient
  } catch (error) {
    throw new Refused('broken', { cause: error })
  }
}

/** A few bytes from which a blurred preview can be drawn. @throws Refused `broken` when the picture cannot be decoded to its end */
export async function thumbhashOf(bytes: Uint8Array): Promise<string> {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: mostPixels, failOn: 'warning' })
      .autoOrient()
      .resize(100, 100, { fit: 'inside' })
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64')
  } catch (error) {
    throw new Refused('broken', { cause: error })
  }
}
