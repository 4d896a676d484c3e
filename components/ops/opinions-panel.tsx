'use client'

import { Panel } from '@/components/ops/panel'
import { type PartProps, rowsOf } from '@/components/ops/parts'
import { ago } from '@/components/ops/words'
import { consolePaths } from '@/lib/console-paths'

/** What customers have written, until somebody has looked at it. */
export function OpinionsPanel({ part, say, now, fits }: PartProps<'opinions'>) {
  return (
    <Panel
      id="opinions"
      title={say('ops.opinions')}
      rows={rowsOf(part, fits)}
      keyOf={(row) => row.id}
      empty={say('ops.empty.opinions')}
      unavailable={say('ops.unavailable')}
      urgent
      columns={[
        {
          title: say('ops.opinion'),
          render: (row) => (
            <span className="line-clamp-1 max-w-72 break-all" dir="auto">
              {row.stars} ★ {row.title}
            </span>
          ),
        },
        {
          title: say('ops.noticed'),
          render: (row) => row.flags.map((flag) => say(`ops.flag.${flag}`)).join(', '),
        },
        { title: say('ops.last'), render: (row) => ago(row.at, now, say) },
        {
          title: '',
          figure: true,
          render: (row) => (
            <a
              href={`${consolePaths.reviews}#${row.id}`}
              className="link"
              aria-label={say('ops.decideOf', { name: row.title })}
            >
              {say('ops.decide')}
            </a>
          ),
        },
      ]}
    />
  )
}
