import { z } from 'zod'
import { event } from '@/server/platform/events'
import { PageKind, Slug } from './model'

/** Another version of a page is shown now than before, or none any more. */
export const contentChanged = event(
  'ContentChanged',
  1,
  z.object({ page: Slug, kind: PageKind, shown: z.int().positive().optional() }),
)

/** A picture has come into the library; its renditions are still to be made. */
export const editorialPictureImported = event('EditorialPictureImported', 1, z.object({ picture: Slug }))
