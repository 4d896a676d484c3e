import { CopyName } from '@/components/content/desk/copy-name'
import { Thumbnail } from '@/components/content/desk/thumbnail'
import { consolePaths } from '@/lib/console-paths'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import type { EditorialPicture } from '@/server/content/model'

/** The names of all pictures at hand, where a page is written. */
export function PictureStrip({
  pictures,
  locale,
}: {
  pictures: readonly EditorialPicture[]
  locale: Locale
}) {
  const t = translator(locale)
  return (
    <section aria-labelledby="pictures" className="mt-12 border-t border-ink pt-6">
      <div className="flex flex-wrap items-baseline justify-between gap-x-8">
        <h2 id="pictures" className="headline text-xl">
          {t('ops.pictures')}
        </h2>
        <a href={consolePaths.pictures} className="link text-sm">
          {t('ops.pictures.add')}
        </a>
      </div>
      <p className="mt-1 text-sm text-ink-2">{t('ops.pictures.intro')}</p>
      <ul className="mt-5 grid grid-cols-2 gap-x-5 gap-y-6 sm:grid-cols-3 lg:grid-cols-6">
        {pictures.map((picture) => (
          <li key={picture.name} className="min-w-0">
            <Thumbnail picture={picture} />
            <p className="mt-2 text-sm">
              <a href={consolePaths.picture(picture.name)} className="link break-all" dir="ltr">
                {picture.name}
              </a>
            </p>
            <CopyName name={picture.name} locale={locale} />
          </li>
        ))}
      </ul>
    </section>
  )
}
