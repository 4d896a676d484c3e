import { button } from '@/components/ui/button'
import { consolePaths } from '@/lib/console-paths'
import { dateAndTime } from '@/lib/i18n/dates'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import type { PageRow } from '@/server/content/desk'

interface Props {
  file: PageRow
  /** The version that would be published. */
  opened: number
  locale: Locale
}

/** When which version is shown, and the forms that change it. */
export function Plan({ file: { page, shown }, opened, locale }: Props) {
  const t = translator(locale)
  const back = consolePaths.contentPage(page.slug)
  return (
    <section aria-labelledby="plan">
      <h2 id="plan" className="headline border-b border-ink pb-2 text-xl">
        {t('ops.content.plan')}
      </h2>
      {page.publications.length === 0 && (
        <p className="py-3 text-sm text-ink-2">{t('ops.content.nothingPlanned')}</p>
      )}
      <ul>
        {page.publications.map(({ id, version, from, until, by }) => (
          <li key={id} className="border-b border-line py-3 text-sm">
            {t('ops.content.versionNumber', { number: version })} · {dateAndTime(from, locale)} –{' '}
            {until ? dateAndTime(until, locale) : t('ops.content.open')}
            <bdi className="block text-xs text-ink-3">{by}</bdi>
          </li>
        ))}
      </ul>
      <form method="post" action={`/api/content/pages/${page.slug}/publications`} className="mt-5 grid gap-4">
        <input type="hidden" name="version" value={opened} />
        <input type="hidden" name="_next" value={back} />
        <input type="hidden" name="_back" value={back} />
        <div className="grid gap-4 sm:grid-cols-2">
          {(['from', 'until'] as const).map((name) => (
            <label key={name} className="grid gap-1.5 text-sm">
              {t(`ops.content.${name}`)}
              <input type="datetime-local" name={name} className="field min-h-12 px-3" />
            </label>
          ))}
        </div>
        <p className="text-xs text-ink-3">{t('ops.content.publishHint')}</p>
        <button type="submit" className={`${button()} justify-self-start`}>
          {t('ops.content.publishOf', { number: opened })}
        </button>
      </form>
      {(shown !== undefined || page.dueAt) && (
        <form method="post" action={`/api/content/pages/${page.slug}/withdrawal`} className="mt-4">
          <input type="hidden" name="_next" value={back} />
          <button type="submit" className={button('bare')}>
            {t('ops.content.withdraw')}
          </button>
        </form>
      )}
    </section>
  )
}
