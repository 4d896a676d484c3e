import { z } from 'zod'
import { Id } from '@/server/platform/ids'
import { Locale, OrderId, ProductId } from '@/server/platform/schemas'

export const ReviewId = Id('rvw')
export const maxPhotos = 4
/** Lengths in characters. */
export const lengths = { title: 120, text: 4000, name: 60 } as const

const Stars = z.int().min(1).max(5)

/** What somebody says of a product, and in which language. */
export const Words = z.object({
  stars: Stars,
  title: z.string().trim().min(1).max(lengths.title),
  text: z.string().trim().min(1).max(lengths.text),
  /** To show beside it; without one the review stands for itself. */
  name: z.string().trim().min(1).max(lengths.name).optional(),
  locale: Locale,
})

/** A photograph of the author's, in their own prefix; `id` is its content's hash. */
export const Photo = z.object({ id: z.string().max(64), asset: z.string().max(300) })
export type Photo = z.infer<typeof Photo>

/** A photograph as everybody may see it: renditions `<key>/<width>.<format>`. */
export const ShownPhoto = z.object({
  id: z.string().max(64),
  key: z.string().max(300),
  widths: z.array(z.int().positive()).min(1).max(12),
  formats: z.array(z.enum(['avif', 'webp'])).min(1),
  width: z.int().positive(),
  height: z.int().positive(),
})
export type ShownPhoto = z.infer<typeof ShownPhoto>

export const ReviewState = z.enum(['pending', 'published', 'rejected'])
export type ReviewState = z.infer<typeof ReviewState>

/** Why a review is not shown. */
export const rejections = ['off-topic', 'offensive', 'personal', 'advertising', 'unreadable'] as const
export const Rejection = z.enum(rejections)
export type Rejection = z.infer<typeof Rejection>

/** What a machine has noticed, and the words in which it did; a person decides. */
export const Flag = z.object({
  code: z.enum(['link', 'email', 'phone', 'shouting', 'repetition']),
  found: z.string().max(80),
})
export type Flag = z.infer<typeof Flag>

export const Review = z.object({
  id: ReviewId,
  product: ProductId,
  /** `cus_…`, or `demo` for what came with the demo house. */
  author: z.string(),
  /** The order in which the author received the product; without one nobody has verified that they did. */
  order: OrderId.optional(),
  state: ReviewState,
  reason: Rejection.optional(),
  /** What the author has written last. */
  written: Words.extend({ photos: z.array(Photo).max(maxPhotos), at: z.iso.datetime() }),
  flags: z.array(Flag).max(10),
  /** What everybody reads: the version that was published last, while it is shown. */
  shown: Words.extend({ photos: z.array(ShownPhoto).max(maxPhotos), edited: z.boolean() }).optional(),
  publishedAt: z.iso.datetime().optional(),
  helpful: z.int().nonnegative(),
  version: z.int().nonnegative(),
})
export type Review = z.infer<typeof Review>

/** How many published reviews give one star, two, … five. */
const Counts = z.tuple([z.int(), z.int(), z.int(), z.int(), z.int()])
export type Counts = z.infer<typeof Counts>

/** What is said of a product, counted in the commit that changes what is shown. */
export const Rating = z.object({ product: ProductId, counts: Counts, version: z.int().nonnegative() })
export type Rating = z.infer<typeof Rating>

/** Which review a customer has written of a product: one each. */
export const Authorship = z.object({
  author: z.string(),
  product: ProductId,
  review: ReviewId,
  version: z.literal(0),
})
export type Authorship = z.infer<typeof Authorship>

/** That a customer found a review helpful. */
export const Vote = Authorship.omit({ author: true }).extend({ voter: z.string() })

export const RatingView = z.object({
  count: z.int(),
  /** Of all stars. */
  sum: z.int(),
  /** `sum / count`, to one decimal; 0 where there is none. */
  average: z.number(),
  counts: Counts,
})
export type RatingView = z.infer<typeof RatingView>

/** A review as everybody reads it. */
export const ReviewView = Words.extend({
  id: ReviewId,
  photos: z.array(ShownPhoto),
  /** The shop has delivered the product to whoever wrote this. */
  verified: z.boolean(),
  at: z.iso.datetime(),
  edited: z.boolean(),
  helpful: z.int(),
})
export type ReviewView = z.infer<typeof ReviewView>

export const reviewOrders = ['newest', 'helpful'] as const
export const ReviewOrder = z.enum(reviewOrders)
export type ReviewOrder = z.infer<typeof ReviewOrder>

export const ReviewPage = z.object({ rating: RatingView, reviews: z.array(ReviewView), pages: z.int() })
export type ReviewPage = z.infer<typeof ReviewPage>

/** A review as its author sees it. */
export const OwnReview = Words.extend({
  id: ReviewId,
  product: ProductId,
  state: ReviewState,
  reason: Rejection.optional(),
  /** An earlier version stands on the product's page while this one waits. */
  shown: z.boolean(),
  at: z.iso.datetime(),
  photos: z.array(
    z.object({
      id: z.string(),
      picture: z.object({ src: z.string(), width: z.int(), height: z.int() }).optional(),
    }),
  ),
})
export type OwnReview = z.infer<typeof OwnReview>

const several = <T extends z.ZodType<string>>(one: T) =>
  z.union([z.array(one).max(20), z.record(z.string().max(4), one)]).optional()

/** What a script or a form sends. A form numbers what may come several times: `photos.0`, `photos.1`. */
export const ReviewWish = Words.omit({ name: true }).extend({
  stars: z.coerce.number().int().min(1).max(5),
  name: z.string().trim().max(lengths.name).optional(),
  /** Uploads of the caller's that have passed their check. */
  photos: several(z.string().max(60)),
  /** Photographs of the review as it is that stay. */
  keep: several(z.string().max(64)),
})
export type ReviewWish = z.infer<typeof ReviewWish>
