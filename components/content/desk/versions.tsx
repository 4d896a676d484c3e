import { consolePaths } from '@/lib/console-paths'
import { dateAndTime } from '@/lib/i18n/dates'
import { translator } from '@/lib/i18n/messages'
import { type Locale, locales } from '@/lib/markets'
import type { PageRow } from '@/server/content/desk'
import type { PageVersion } from '@/server/content/model'

interface Props {
  file: PageRow & { versions: readonly PageVersion[] }
  opened?: number
  locale: Locale
}

/** What the page said and says, the newest first; each may be looked at, opened, and put back. */
export function Versions({ file: { page, shown, versions }, opened, locale }: Props) {
  const t = translator(locale)
  return (
    <section aria-labelledby="versions">
      <h2 id="versions" className="headline border-b border-ink pb-2 text-xl">
        {t('ops.content.versions')}
      </h2>
      <ul className="max-h-96 overflow-y-auto">
        {versions.map(({ number, savedAt, savedBy }) => (
          <li
            key={number}
            className="flex flex-wrap items-baseline gap-x-6 gap-y-1 border-b border-line py-3"
          >
            <a
              href={consolePaths.contentPage(page.slug, number)}
              aria-current={number === opened ? 'page' : undefined}
              className="link text-sm aria-[current]:font-medium"
            >
              {t('ops.content.versionNumber', { number })}
            </a>
            {number === shown && <span className="text-xs text-good">{t('ops.content.shown')}</span>}
            <span className="text-xs text-ink-3">
              {t('ops.content.by', { who: savedBy, when: dateAndTime(savedAt, locale) })}
            </span>
            <span className="ms-auto flex flex-wrap items-baseline gap-x-3 text-xs">
              <span className="text-ink-3">{t('ops.content.preview')}</span>
              {locales.map((other) => (
                <a
                  key={other}
                  href={consolePaths.contentPreview(page.slug, number, other)}
                  className="link py-1"
                >
                  {other}
                </a>
              ))}
              {shown !== undefined && number < shown && (
                <form method="post" action={`/api/content/pages/${page.slug}/publications`}>
                  <input type="hidden" name="version" value={number} />
                  <input type="hidden" name="_next" value={consolePaths.contentPage(page.slug)} />
                  <button type="submit" className="link py-1">
                    {t('ops.content.back', { number })}
                  </button>
                </form>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
