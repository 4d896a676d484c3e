import { z } from 'zod'
import { UploadId } from '@/server/assets/model'
import { event } from '@/server/platform/events'
import { PageKind, Slug } from './model'

/** Another version of a page is shown now than before, or none any more. */
export const contentChanged = event(
  'ContentChanged',
  1,
  z.object({ page: Slug, kind: PageKind, shown: z.int().positive().optional() }),
)

/** A member of staff has sent a picture, or is about to: it comes into the library once it has passed its check. */
export const editorialPictureBrought = event('EditorialPictureBrought', 1, z.object({ upload: UploadId }))

/** A picture has come into the library; its renditions are still to be made. */
export const editorialPictureImported = event('EditorialPictureImported', 1, z.object({ picture: Slug }))

/** Something else is said of a picture than before: in words, or where one has to look. */
export const editorialPictureDescribed = event('EditorialPictureDescribed', 1, z.object({ picture: Slug }))
