/** What a picture is made of: renditions `<key>/<width>.<format>` under the assets' public path. */
export interface PictureSource {
  readonly key: string
  /** Ascending. */
  readonly widths: readonly number[]
  readonly formats?: readonly ('avif' | 'webp')[]
  readonly width: number
  readonly height: number
  readonly alt: string
  readonly placeholder?: string
}

/** As it stands beside a line of a basket or an order: a few pixels of the format that is made first, because the others may still be on
 *  their way when a line remembers its picture. */
export const linePicture = (source: PictureSource): PictureSource => ({ ...source, formats: ['webp'] })

/** Smaller ones are made for thumbnails alone. */
const leastOnPages = 320
const densities = [1, 2, 3]

interface Choice {
  /** For `srcset`. */
  readonly set: string
  /** For browsers that choose nothing. */
  readonly plain: string
}

/** What a browser may choose from for a slot whose width depends on the window. */
export function choiceOf({ key, widths }: PictureSource, format: string): Choice {
  const large = widths.filter((width) => width >= leastOnPages)
  const fit = large.length > 0 ? large : widths
  return {
    set: fit.map((width) => `${address(key, width, format)} ${width}w`).join(', '),
    plain: address(key, fit[Math.floor(fit.length / 2)] ?? leastOnPages, format),
  }
}

/** What a browser may choose from for a thumbnail: for each density of screens the smallest that fills it.
 *  @param slot pixels of the page that the whole picture takes from side to side */
export function thumbnailOf({ key, widths }: PictureSource, format: string, slot: number): Choice {
  const fitting = (density: number) =>
    widths.find((width) => width >= slot * density) ?? widths.at(-1) ?? slot
  return {
    set: densities.map((density) => `${address(key, fitting(density), format)} ${density}x`).join(', '),
    plain: address(key, fitting(1), format),
  }
}

/** The sharper one beside a thumbnail of 96 pixels, which is never made without it; nothing for another address. */
export function sharperThumbnail(address: string): string | undefined {
  return address.endsWith('/96.webp') ? `${address.slice(0, -'96.webp'.length)}192.webp 2x` : undefined
}

const address = (key: string, width: number, format: string) => `/assets/${key}/${width}.${format}`
