import { consolePaths } from '@/lib/console-paths'
import { dateAndTime } from '@/lib/i18n/dates'
import { formatNumber } from '@/lib/i18n/format'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import type { ArchivedRecord } from '@/server/archive/model'

const wishes = [1, 7, 30]

interface Props {
  records: readonly ArchivedRecord[]
  /** Where the page comes back to when a record was asked for. */
  page: string
  locale: Locale
}

/** What was found in the archive; each record can be asked for by a plain form. */
export function RecordTable({ records, page, locale }: Props) {
  const t = translator(locale)
  return (
    <div
      className="max-h-[34rem] overflow-auto"
      role="region"
      aria-label={t('ops.archive.found')}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
      tabIndex={0}
    >
      <table className="w-full border-collapse text-xs">
        <thead className="sticky top-0 bg-paper text-ink-3">
          <tr>
            {(['record', 'archived', 'size', 'place'] as const).map((column) => (
              <th
                key={column}
                scope="col"
                className={`py-2 pe-4 font-normal whitespace-nowrap ${column === 'size' ? 'text-end' : 'text-start'}`}
              >
                {t(`ops.archive.${column}`)}
              </th>
            ))}
            <th scope="col">
              <span className="sr-only">{t('ops.archive.ask')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {records.map(({ key, retention, bytes, archivedAt, asleep }) => (
            <tr key={key} className="border-t border-line hover:bg-sunk">
              <td className="py-2 pe-4 wrap-anywhere">
                {t(`ops.archive.kind.${retention}`)} <bdi className="text-ink-3">{key}</bdi>
              </td>
              <td className="py-2 pe-4 whitespace-nowrap">{dateAndTime(archivedAt, locale)}</td>
              <td className="py-2 pe-4 text-end tabular-nums">{formatNumber(bytes, locale)}</td>
              <td className="py-2 pe-4">{t(asleep ? 'ops.archive.asleep' : 'ops.archive.atHand')}</td>
              <td className="py-2">
                <form method="post" action="/api/archive/restores" className="flex justify-end gap-2">
                  <input type="hidden" name="_next" value={`${page}#asked`} />
                  <input type="hidden" name="_back" value={page} />
                  <input type="hidden" name="key" value={key} />
                  <input type="hidden" name="locale" value={locale} />
                  <select
                    name="days"
                    defaultValue={7}
                    aria-label={t('ops.archive.daysOf', { name: key })}
                    title={t('ops.archive.days')}
                    className="field min-h-9 px-2"
                  >
                    {wishes.map((days) => (
                      <option key={days} value={days}>
                        {formatNumber(days, locale)}
                      </option>
                    ))}
                  </select>
                  <button
                    type="submit"
                    aria-label={t('ops.archive.askOf', { name: key })}
                    className="min-h-9 cursor-pointer rounded-sm border border-control px-3 whitespace-nowrap hover:border-ink hover:bg-sunk"
                  >
                    {t('ops.archive.ask')}
                  </button>
                </form>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Where a search of the archive stands. */
export function searchPath(text: string, year: number | undefined): string {
  const query = new URLSearchParams({ ...(text && { q: text }), ...(year && { year: String(year) }) })
  return query.size > 0 ? `${consolePaths.archive}?${query}` : consolePaths.archive
}
