import { locales } from '@/lib/markets'
import { type Consumer, on } from '@/server/platform/events'
import { invalidate } from '@/server/platform/invalidation'
import { contentChanged, editorialPictureImported } from './events'
import { completePicture } from './pictures'

/** Pages name each other, so a change of one may show on all: they are few, and made again in no time. CloudFront takes a `*` at the
 *  end alone; a home page's own address must not stand for the whole shop. */
const everyContentPage = {
  tags: ['content'],
  paths: locales.flatMap((locale) => [
    `/${locale}`,
    `/${locale}?*`,
    `/${locale}/stories*`,
    `/${locale}/campaigns*`,
  ]),
}

/** Pages follow what is published; pictures get their renditions when they come. */
export const consumers: readonly Consumer[] = [
  on(contentChanged, () => invalidate(everyContentPage)),
  on(editorialPictureImported, async ({ data }) => {
    await completePicture(data.picture)
    await invalidate(everyContentPage)
  }),
]
