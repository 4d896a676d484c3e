import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import sharp, { type Sharp } from 'sharp'

/** References are half as wide: enough to see a thing move, small enough to keep. */
const scale = 0.5
/** How far a channel may be off before a pixel counts as another one: letters are smoothed a little differently everywhere. */
const tolerance = 48
/** The share of pixels that may be others. */
const allowed = 0.004

async function reduced(picture: Buffer) {
  const { width = 0 } = await sharp(picture).metadata()
  return sharp(picture)
    .resize(Math.round(width * scale))
    .removeAlpha()
}

const raw = (picture: Sharp) => picture.blur(0.7).raw().toBuffer({ resolveWithObject: true })

/** Compares a screenshot with its reference; with `UPDATE_PICTURES` set, it becomes the reference.
 *  @param reference path of a WebP file
 *  @param difference path at which a picture of what differs is written, where something does
 *  @returns what is wrong, in a sentence; nothing when they agree */
export async function compare(
  screenshot: Buffer,
  reference: string,
  difference: string,
): Promise<string | undefined> {
  const now = await reduced(screenshot)
  if (process.env.UPDATE_PICTURES) {
    mkdirSync(dirname(reference), { recursive: true })
    await now.webp({ quality: 72, effort: 6 }).toFile(reference)
    return undefined
  }
  if (!existsSync(reference)) return 'there is no reference: make it with UPDATE_PICTURES=1 and look at it'
  // Through the same compression, so that only what is really other differs.
  const [a, b] = await Promise.all([
    raw(sharp(await now.webp({ quality: 72, effort: 2 }).toBuffer()).removeAlpha()),
    raw(sharp(reference).removeAlpha()),
  ])
  const size = ({ info }: typeof a) => `${info.width} × ${info.height}`
  if (size(a) !== size(b)) return `it is ${size(a)}, the reference ${size(b)}`
  let others = 0
  const marks = Buffer.alloc(a.data.length)
  for (let at = 0; at < a.data.length; at += 3) {
    const off = Math.max(
      Math.abs((a.data[at] ?? 0) - (b.data[at] ?? 0)),
      Math.abs((a.data[at + 1] ?? 0) - (b.data[at + 1] ?? 0)),
      Math.abs((a.data[at + 2] ?? 0) - (b.data[at + 2] ?? 0)),
    )
    const other = off > tolerance
    if (other) others++
    for (let channel = 0; channel < 3; channel++) {
      marks[at + channel] = other
        ? channel === 0
          ? 255
          : 0
        : 255 - ((255 - (a.data[at + channel] ?? 0)) >> 2)
    }
  }
  const share = others / (a.data.length / 3)
  if (share <= allowed) return undefined
  mkdirSync(dirname(difference), { recursive: true })
  const { width, height } = a.info
  await sharp(marks, { raw: { width, height, channels: 3 } })
    .png()
    .toFile(difference)
  return `${(share * 100).toFixed(2)} % of it is other than the reference; see ${difference}`
}
