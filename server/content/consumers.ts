import { locales } from '@/lib/markets'
import { assetPublished } from '@/server/assets/events'
import { type Consumer, on } from '@/server/platform/events'
import { invalidate } from '@/server/platform/invalidation'
import { importBrought } from './bringing'
import {
  contentChanged,
  editorialPictureBrought,
  editorialPictureDescribed,
  editorialPictureImported,
} from './events'
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

async function completed({ data }: { data: { picture: string } }): Promise<void> {
  await completePicture(data.picture)
  await invalidate(everyContentPage)
}

/** Pages follow what is published; pictures that the staff has sent come into the library, and get their renditions when they come. */
export const consumers: readonly Consumer[] = [
  on(contentChanged, () => invalidate(everyContentPage)),
  on(editorialPictureImported, completed),
  on(editorialPictureDescribed, completed),
  on(editorialPictureBrought, ({ data }) => importBrought(data.upload)),
  on(assetPublished, async ({ data }) => {
    if (data.imageType === 'editorial' && data.upload) await importBrought(data.upload)
  }),
]
