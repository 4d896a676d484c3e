import { z } from 'zod'
import { Id } from '@/server/platform/ids'
import { ProductId } from '@/server/platform/schemas'

export const UploadId = Id('upl')
/** What an upload is for; it decides who may send it, what it may be, and where it ends up. */
export const Purpose = z.enum(['profile', 'review', 'gift', 'product-video', 'editorial'])
export type Purpose = z.infer<typeof Purpose>

/** Why something that was uploaded is not taken. */
export const Reason = z.enum([
  'empty',
  'wrong-size',
  'wrong-type',
  'not-what-it-says',
  'broken',
  'too-many-pixels',
  'too-small',
  'too-narrow',
  'too-long',
  'never-completed',
  'not-checkable',
])
export type Reason = z.infer<typeof Reason>

/** `awaiting` bytes, being `checking`ed, `ready` to be shown, `quarantined` for a reason, or `cancelled`. */
export const UploadState = z.enum(['awaiting', 'checking', 'ready', 'quarantined', 'cancelled'])

export const Upload = z.object({
  id: UploadId,
  /** `gst_…` or `cus_…`. */
  uploader: z.string(),
  purpose: Purpose,
  /** The product that it belongs to, where it belongs to one. */
  product: ProductId.optional(),
  type: z.string().max(100),
  /** Bytes, exactly. */
  size: z.int().positive(),
  /** What the uploader calls it; shown to them alone, and part of no key. */
  name: z.string().max(200),
  /** Where it stands in quarantine. */
  key: z.string(),
  /** For what is too large for one request. `size` in bytes. */
  parts: z.object({ uploadId: z.string(), size: z.int(), count: z.int() }).optional(),
  state: UploadState,
  reason: Reason.optional(),
  /** The version that is checked or was checked; of several that arrive under one key, the newest counts. */
  arrived: z.object({ version: z.string().optional(), sequencer: z.string() }).optional(),
  /** What came of it: the key in the asset index. */
  asset: z.string().optional(),
  createdAt: z.iso.datetime(),
  /** When somebody looks after it, should nothing have come of it. */
  dueAt: z.iso.datetime(),
  version: z.int().nonnegative(),
})
export type Upload = z.infer<typeof Upload>

/** How the uploader sees it. */
export const UploadView = Upload.pick({
  id: true,
  purpose: true,
  product: true,
  type: true,
  size: true,
  name: true,
  state: true,
  reason: true,
  createdAt: true,
}).extend({
  parts: z.object({ size: z.int(), count: z.int() }).optional(),
  /** The finished picture, for a while. */
  picture: z.object({ src: z.string(), width: z.int(), height: z.int() }).optional(),
})
export type UploadView = z.infer<typeof UploadView>

/** What a browser must do to send the bytes: post a form, or ask for the URLs of parts. */
export const UploadBegun = UploadView.extend({
  form: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }).optional(),
})
export type UploadBegun = z.infer<typeof UploadBegun>

export const UploadWish = z.object({
  purpose: Purpose,
  type: z.string().min(1).max(100),
  /** Bytes. */
  size: z.coerce.number().int(),
  name: z.string().max(1000).default(''),
  /** A product's id or one of its SKUs. */
  product: z.string().max(80).optional(),
})
export type UploadWish = z.infer<typeof UploadWish>

export const PartNumber = z.int().min(1).max(10_000)
