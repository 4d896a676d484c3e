import sharp, { type Sharp } from 'sharp'

// Pictures are made behind the shop, often on its own machine: one thread leaves the others to shoppers.
sharp.concurrency(1)

/** Widths in pixels that pages ask for; the original's own width comes last where it is smaller than the widest. */
export const pageWidths: readonly number[] = [320, 480, 640, 960, 1280, 1920]
/** What a thumbnail beside a line of a list takes too: 64 to 96 pixels of a page, of which screens make one, two or three each. */
const allWidths: readonly number[] = [96, 192, ...pageWidths]

/** Measured on two cores for a photograph of 1600 px: AVIF at effort 2 takes a quarter of the time of effort 4 and is a third larger. */
const encodings = { avif: { quality: 50, effort: 2 }, webp: { quality: 75 } } as const
export type Format = keyof typeof encodings
export const formats: readonly Format[] = ['avif', 'webp']

/** A decompression bomb is small until it is decoded. */
export const mostPixels = 50_000_000

interface Rendition {
  width: number
  format: Format
  body: Buffer
}

/** The widths at which an original of this width is served: never upscaled. */
export function widthsFor(original: number, of: readonly number[] = allWidths): number[] {
  const smaller = of.filter((width) => width < original)
  const widest = of.at(-1) ?? original
  return original <= widest ? [...smaller, original] : smaller
}

/** Makes every rendition of an image, one after the other so that memory stays bounded: the original is decoded once, and scaled from its
 *  largest. Metadata is stripped.
 *  @throws Error when the bytes are no image that can be decoded */
export async function* renditions(
  image: Uint8Array,
  of: readonly number[] = allWidths,
): AsyncGenerator<Rendition> {
  const original = sharp(image, { limitInputPixels: mostPixels }).autoOrient()
  const widths = widthsFor((await original.metadata()).autoOrient.width, of)
  const largest = await pixels(original.resize({ width: widths.at(-1) }))
  for (const width of widths) {
    const scaled = width === largest.info.width ? largest : await pixels(from(largest).resize({ width }))
    for (const format of formats) {
      const body = await from(scaled).toFormat(format, encodings[format]).toBuffer()
      yield { width, format, body }
    }
  }
}

/** Twice the widest that pages show. */
const masterWidth = 3840

/** A picture in place of what somebody sent: upright, without metadata, in bounds, and as good as one can see.
 *  @throws Error when the bytes are no image that can be decoded */
export async function masterOf(
  image: Uint8Array,
): Promise<{ body: Uint8Array; width: number; height: number }> {
  const { data, info } = await sharp(image, { limitInputPixels: mostPixels })
    .autoOrient()
    .resize({ width: masterWidth, withoutEnlargement: true })
    .webp({ quality: 95 })
    .toBuffer({ resolveWithObject: true })
  return { body: data, width: info.width, height: info.height }
}

type Pixels = Awaited<ReturnType<typeof pixels>>

const pixels = (image: Sharp) =>
  image.toColourspace('srgb').raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })

const from = ({ data, info: { width, height, channels } }: Pixels) =>
  sharp(data, { raw: { width, height, channels } })
