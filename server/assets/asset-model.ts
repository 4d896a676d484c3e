import { z } from 'zod'

export const ImageType = z.enum(['picture', 'video', 'profile', 'review', 'gift', 'editorial'])
export type ImageType = z.infer<typeof ImageType>

/** What is known of one object: S3 numbers what happens to a key, and the highest number tells how it is. */
export const ObjectState = z.object({
  sequencer: z.string(),
  version: z.string().optional(),
  gone: z.boolean().optional(),
})
export type ObjectState = z.infer<typeof ObjectState>

/** One picture or video, in all its renditions, as the index knows it. */
export const Asset = z.object({
  /** The folder that its objects stand in: `products/{sku}/images/{name}`. */
  key: z.string().max(600),
  /** The product whose it is, by the name that stands in the key. */
  sku: z.string().optional(),
  /** The customer or guest whose it is. */
  owner: z.string().optional(),
  imageType: ImageType,
  tags: z.array(z.string().max(80)).max(40),
  uploadedAt: z.iso.datetime(),
  /** Pixels of the original; unknown until it was described. */
  width: z.int().positive().optional(),
  height: z.int().positive().optional(),
  /** https://evanw.github.io/thumbhash/ in base64. */
  thumbhash: z.string().max(60).optional(),
  contentType: z.string().max(100).optional(),
  /** Every object beneath the key that was ever heard of, by its name. */
  versions: z.record(z.string(), ObjectState),
  /** The names of those that are there: `640.avif`. */
  renditions: z.array(z.string()),
  version: z.int().nonnegative(),
})
export type Asset = z.infer<typeof Asset>

/** What the pipeline knows of an asset and events of the bucket do not tell. */
export type Description = Partial<Pick<Asset, 'width' | 'height' | 'thumbhash' | 'contentType' | 'tags'>>
