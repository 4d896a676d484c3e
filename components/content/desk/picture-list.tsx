import { CopyName } from '@/components/content/desk/copy-name'
import { Thumbnail } from '@/components/content/desk/thumbnail'
import { consolePaths } from '@/lib/console-paths'
import { translator } from '@/lib/i18n/messages'
import { type Locale, locales, marketOf } from '@/lib/markets'
import type { EditorialPicture } from '@/server/content/model'

interface Props {
  pictures: readonly EditorialPicture[]
  locale: Locale
}

/** The library: each picture with the name that pages give it, its words, and what stays in sight. */
export function PictureList({ pictures, locale }: Props) {
  const t = translator(locale)
  if (pictures.length === 0) return <p className="mt-8 text-sm text-ink-2">{t('ops.pictures.none')}</p>
  return (
    <ul className="mt-8 border-t border-ink">
      {pictures.map((picture) => {
        const { name, width, height, focus, alt } = picture
        const [x, y] = [focus.x, focus.y].map((part) => Math.round(part * 100))
        return (
          <li
            key={name}
            className="grid grid-cols-[6rem_1fr] items-start gap-x-4 gap-y-4 border-b border-line py-6 sm:grid-cols-[9rem_1fr] sm:gap-x-8"
          >
            <a href={consolePaths.picture(name)} tabIndex={-1} aria-hidden className="block self-start">
              <Thumbnail picture={picture} />
            </a>
            <div className="min-w-0">
              <p className="flex flex-wrap items-baseline gap-x-5 gap-y-1">
                <a href={consolePaths.picture(name)} className="link font-medium break-all" dir="ltr">
                  {name}
                </a>
                <CopyName {...{ name, locale }} />
              </p>
              <p className="mt-1 text-xs text-ink-3">
                {t('ops.pictures.size', { width, height })} ·{' '}
                {t('ops.pictures.focusAt', { x: x ?? 0, y: y ?? 0 })}
              </p>
              <dl className="mt-4 grid max-w-3xl grid-cols-[3.25rem_1fr] gap-x-3 gap-y-2 text-sm">
                {locales.flatMap((language) => {
                  const words = alt[language]
                  if (words === undefined) return []
                  return [
                    <dt key={language} className="text-xs leading-5 text-ink-3">
                      {language}
                    </dt>,
                    <dd key={`${language}-words`} lang={language} dir={marketOf(language).direction}>
                      {words}
                    </dd>,
                  ]
                })}
              </dl>
            </div>
          </li>
        )
      })}
    </ul>
  )
}
