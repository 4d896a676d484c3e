'use client'

import { Action } from '@/components/ops/action'
import { Panel } from '@/components/ops/panel'
import { type PartProps, rowsOf } from '@/components/ops/parts'
import { ago } from '@/components/ops/words'
import { dateAndTime } from '@/lib/i18n/dates'

/** What is promised to checkouts that have not paid yet. */
export function HoldsPanel({ part, say, locale, fits }: PartProps<'holds'>) {
  return (
    <Panel
      id="holds"
      title={say('ops.holds')}
      rows={rowsOf(part, fits)}
      keyOf={(row) => row.id}
      empty={say('ops.empty.holds')}
      unavailable={say('ops.unavailable')}
      columns={[
        {
          title: say('ops.pieces'),
          render: (row) => (
            <ul>
              {row.lines.map((line) => (
                <li key={line.sku + line.location}>
                  {line.quantity} × <bdi>{line.sku}</bdi> <span className="text-ink-3">{line.location}</span>
                </li>
              ))}
            </ul>
          ),
        },
        { title: say('ops.until'), render: (row) => dateAndTime(row.until, locale) },
        {
          title: '',
          figure: true,
          render: (row) => (
            <Action
              action={`/api/operations/holds/${row.id}/release`}
              text={say('ops.release')}
              name={say('ops.releaseOf', { name: row.lines.map((line) => line.sku).join(', ') })}
              refused={say('problem.internal')}
            />
          ),
        },
      ]}
    />
  )
}

/** The shop's switches. */
export function FlagsPanel({ part, say, fits }: PartProps<'flags'>) {
  return (
    <Panel
      id="flags"
      title={say('ops.flags')}
      rows={rowsOf(part, fits)}
      keyOf={(row) => row.name}
      empty={say('ops.empty.flags')}
      unavailable={say('ops.unavailable')}
      columns={[
        {
          title: say('ops.event'),
          render: (row) => (
            <>
              <bdi className="font-medium">{row.name}</bdi>
              <span lang="en" className="block text-ink-3">
                {row.description}
              </span>
            </>
          ),
        },
        { title: say('ops.state'), render: (row) => say(row.on ? 'ops.on' : 'ops.off') },
        {
          title: '',
          figure: true,
          render: (row) => (
            <Action
              action={`/api/operations/flags/${row.name}`}
              method="PUT"
              fields={{ on: String(!row.on) }}
              text={say(row.on ? 'ops.switchOff' : 'ops.switchOn', { name: '' }).trim()}
              name={say(row.on ? 'ops.switchOff' : 'ops.switchOn', { name: row.name })}
              refused={say('problem.internal')}
            />
          ),
        },
      ]}
    />
  )
}

/** What operators did last. */
export function AuditPanel({ part, say, now, fits }: PartProps<'audit'>) {
  return (
    <Panel
      id="audit"
      title={say('ops.audit')}
      rows={rowsOf(part, fits)}
      keyOf={(row) => row.id}
      empty={say('ops.empty.audit')}
      unavailable={say('ops.unavailable')}
      columns={[
        {
          title: say('ops.event'),
          render: (row) => (
            <>
              {say(`ops.audit.${row.action}`)}{' '}
              <bdi className="text-ink-2">{[row.subject, row.detail].filter(Boolean).join(' → ')}</bdi>
              <span className="block text-ink-3">
                <bdi>{row.who}</bdi> · {ago(row.at, now, say)} · {say(`ops.outcome.${row.outcome}`)}
              </span>
            </>
          ),
        },
      ]}
    />
  )
}
