import { z } from 'zod'
import { event } from '@/server/platform/events'
import { ImageType } from './asset-model'
import { Purpose, Reason, UploadId } from './model'

/** A picture or video has passed its checks and can be shown, or is shown no longer. */
const Shown = z.object({
  key: z.string(),
  sku: z.string().optional(),
  owner: z.string().optional(),
  imageType: ImageType,
  /** The upload that it came of, where it came of one. */
  upload: UploadId.optional(),
})
export const assetPublished = event('AssetPublished', 1, Shown)
export const assetRemoved = event('AssetRemoved', 1, Shown)

/** Something that was uploaded is not taken; it stays in quarantine until it goes by itself. */
export const uploadQuarantined = event(
  'UploadQuarantined',
  1,
  z.object({ upload: UploadId, purpose: Purpose, reason: Reason }),
)
