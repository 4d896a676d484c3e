import { z } from 'zod'
import type { Description } from './asset-model'

const Metadata = z.object({
  'asset-width': z.coerce.number().int().positive().optional(),
  'asset-height': z.coerce.number().int().positive().optional(),
  'asset-thumbhash': z.string().optional(),
  'asset-tags': z.string().optional(),
})

/** A description as it travels with each object, so that the index can be made again from the bucket alone. */
export function metadataOf({ width, height, thumbhash, tags }: Description): Record<string, string> {
  return {
    ...(width ? { 'asset-width': String(width) } : {}),
    ...(height ? { 'asset-height': String(height) } : {}),
    ...(thumbhash ? { 'asset-thumbhash': thumbhash } : {}),
    ...(tags && tags.length > 0 ? { 'asset-tags': tags.join(',') } : {}),
  }
}

/** What an object's metadata tell of its asset; nothing where somebody else wrote it. */
export function descriptionFrom(
  metadata: Readonly<Record<string, string>>,
  contentType: string | undefined,
): Description {
  const parsed = Metadata.safeParse(metadata)
  if (!parsed.success) return {}
  const { data } = parsed
  return {
    width: data['asset-width'],
    height: data['asset-height'],
    thumbhash: data['asset-thumbhash'],
    tags: data['asset-tags']?.split(','),
    contentType: contentType?.startsWith('video/') ? contentType : undefined,
  }
}
