import { epochSeconds, isoNow } from '@/server/platform/clock'
import { entity } from '@/server/platform/tables/entity'
import { Upload } from './model'

const keptDays = 30

export const uploadKey = (id: string) => ({ pk: `upload#${id}`, sk: 'upload' })

export const uploads = entity({
  table: 'assets',
  schema: Upload,
  key: ({ id }) => uploadKey(id),
  attributes: ({ state }) => ({
    openState: state === 'awaiting' || state === 'checking' ? 'open' : undefined,
    expiresAt: epochSeconds(keptDays * 86_400),
  }),
})

/** The newest uploads of one person. */
export const uploadsBy = async (uploader: string, limit = 30): Promise<Upload[]> =>
  (
    await uploads.query(
      { index: 'byUploader', attribute: 'uploader', range: 'createdAt', equals: uploader },
      { limit, descending: true },
    )
  ).items

/** Uploads of which something should have been heard by now. */
export const overdueUploads = async (limit = 50): Promise<Upload[]> =>
  (
    await uploads.query(
      { index: 'byState', attribute: 'openState', range: 'dueAt', equals: 'open' },
      { limit, upTo: isoNow() },
    )
  ).items
