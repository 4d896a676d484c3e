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
