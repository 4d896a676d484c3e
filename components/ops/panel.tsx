import type { ReactNode } from 'react'

interface Column<Row> {
  title: string
  /** Figures stand at the end of their column. */
  figure?: boolean
  render(row: Row): ReactNode
}

interface Props<Row> {
  id: string
  title: string
  /** Rows that fit the filter; nothing while they cannot be had. */
  rows: readonly Row[] | undefined
  keyOf(row: Row): string
  columns: readonly Column<Row>[]
  empty: string
  unavailable: string
  /** Something here waits for somebody. */
  urgent?: boolean
}

/** One part of the board: its name, how many there are, and a table of them. */
export function Panel<Row>({ id, title, rows, keyOf, columns, empty, unavailable, urgent }: Props<Row>) {
  return (
    <section aria-labelledby={id} className="min-w-0 scroll-mt-4">
      <h2 id={id} className="flex items-baseline gap-3 border-b border-ink pb-2">
        <span className="headline text-xl">{title}</span>
        {rows && (
          <span className={`text-sm tabular-nums ${urgent && rows.length > 0 ? 'text-bad' : 'text-ink-3'}`}>
            {rows.length}
          </span>
        )}
      </h2>
      {!rows && <p className="py-4 text-sm text-bad">{unavailable}</p>}
      {rows?.length === 0 && <p className="py-4 text-sm text-ink-3">{empty}</p>}
      {rows && rows.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        <div className="max-h-[28rem] overflow-auto" role="region" aria-labelledby={id} tabIndex={0}>
          <table className="w-full border-collapse text-xs">
            <thead className="sticky top-0 bg-paper text-ink-3">
              <tr>
                {columns.map(({ title: heading, figure }) => (
                  <th
                    key={heading}
                    scope="col"
                    className={`py-2 pe-4 font-normal whitespace-nowrap ${figure ? 'text-end' : 'text-start'}`}
                  >
                    {heading}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={keyOf(row)} className="border-t border-line hover:bg-sunk">
                  {columns.map(({ title: heading, figure, render }) => (
                    <td
                      key={heading}
                      className={`py-2 pe-4 align-middle ${figure ? 'text-end tabular-nums' : ''}`}
                    >
                      {render(row)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
