import { consolePaths } from '@/lib/console-paths'
import { said } from '@/lib/copy'
import { dateAndTime } from '@/lib/i18n/dates'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import type { PageRow } from '@/server/content/desk'

/** All pages with how they stand. */
export function PageTable({ rows, locale }: { rows: readonly PageRow[]; locale: Locale }) {
  const t = translator(locale)
  if (rows.length === 0) return <p className="mt-8 text-sm text-ink-2">{t('ops.content.none')}</p>
  const heads = ['page', 'kind', 'version', 'latest', 'plan'] as const
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div className="mt-8 overflow-x-auto" role="region" aria-label={t('ops.content')} tabIndex={0}>
      <table className="w-full border-collapse text-sm">
        <thead className="border-b border-ink text-xs text-ink-3">
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col" className="py-2 pe-6 text-start font-normal whitespace-nowrap">
                {t(`ops.content.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ page, shown, state }) => (
            <tr key={page.slug} className="border-b border-line align-baseline">
              <th scope="row" className="py-3 pe-6 text-start font-medium">
                <a href={consolePaths.contentPage(page.slug)} className="link">
                  {said(page.title, locale)}
                </a>
                <bdi className="block text-xs font-normal text-ink-3">{page.slug}</bdi>
              </th>
              <td className="pe-6">{t(`ops.content.kind.${page.kind}`)}</td>
              <td className="pe-6 whitespace-nowrap">
                {shown === undefined
                  ? t(`ops.content.${state}`)
                  : t('ops.content.shownVersion', { number: shown })}
              </td>
              <td className="pe-6 tabular-nums">{page.latest}</td>
              <td className="whitespace-nowrap">{page.dueAt ? dateAndTime(page.dueAt, locale) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
