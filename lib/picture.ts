/** What a picture is made of: renditions `<key>/<width>.<format>` under the assets' public path. */
export interface PictureSource {
  readonly key: string
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
