'use client'

import { Action } from '@/components/ops/action'
import { OrderLink } from '@/components/ops/order-link'
import { Panel } from '@/components/ops/panel'
import { type PartProps, rowsOf } from '@/components/ops/parts'
import { ago } from '@/components/ops/words'
import { formatNumber } from '@/lib/i18n/format'
import { formatMoney } from '@/lib/money'

/** Orders that are neither delivered nor cancelled. */
export function OrdersPanel({ part, say, locale, now, fits }: PartProps<'orders'>) {
  return (
    <Panel
      id="orders"
      title={say('ops.orders')}
      rows={rowsOf(part, fits)}
      keyOf={(row) => row.id}
      empty={say('ops.empty.orders')}
      unavailable={say('ops.unavailable')}
      columns={[
        {
          title: say('ops.order'),
          render: (row) => <OrderLink id={row.id}>{row.number}</OrderLink>,
        },
        { title: say('ops.state'), render: (row) => say(`fulfilment.${row.fulfilment}`) },
        { title: say('ops.payment'), render: (row) => say(`ops.payment.${row.payment}`) },
        { title: say('ops.last'), render: (row) => ago(row.lastAt, now, say) },
        { title: say('ops.market'), render: (row) => row.market },
        { title: say('ops.pieces'), figure: true, render: (row) => formatNumber(row.pieces, locale) },
        {
          title: say('ops.total'),
          figure: true,
          render: (row) => formatMoney({ amount: row.total, currency: row.currency }, locale),
        },
      ]}
    />
  )
}

/** How full the queues are; what was given up can be brought back. */
export function QueuesPanel({ part, say, locale, fits }: PartProps<'queues'>) {
  const figure = (value: number) => (
    <span className={value > 0 ? '' : 'text-ink-3'}>{formatNumber(value, locale)}</span>
  )
  return (
    <Panel
      id="queues"
      title={say('ops.queues')}
      rows={rowsOf(part, fits)}
      keyOf={(row) => row.name}
      empty={say('ops.empty.queues')}
      unavailable={say('ops.unavailable')}
      columns={[
        { title: say('ops.queue'), render: (row) => <bdi>{row.name}</bdi> },
        { title: say('ops.waiting'), figure: true, render: (row) => figure(row.waiting + row.delayed) },
        { title: say('ops.working'), figure: true, render: (row) => figure(row.working) },
        {
          title: say('ops.dead'),
          figure: true,
          render: (row) =>
            row.dead === 0 ? (
              figure(0)
            ) : (
              <span className="inline-flex items-center gap-2 text-bad">
                {formatNumber(row.dead, locale)}
                <Action
                  action={`/api/operations/queues/${row.name}/redrive`}
                  text={say('ops.redrive')}
                  name={say('ops.redriveOf', { name: row.name })}
                  refused={say('problem.internal')}
                />
              </span>
            ),
        },
      ]}
    />
  )
}

/** Events that the bus has refused for good. */
export function ParkedPanel({ part, say, now, fits }: PartProps<'parked'>) {
  return (
    <Panel
      id="parked"
      title={say('ops.parked')}
      rows={rowsOf(part, fits)}
      keyOf={(row) => row.id}
      empty={say('ops.empty.parked')}
      unavailable={say('ops.unavailable')}
      urgent
      columns={[
        {
          title: say('ops.event'),
          render: (row) => (
            <>
              <bdi className="font-medium">{row.name}</bdi>
              <bdi className="block text-ink-3">{row.id}</bdi>
            </>
          ),
        },
        { title: say('ops.last'), render: (row) => ago(row.at, now, say) },
        {
          title: '',
          figure: true,
          render: (row) => (
            <Action
              action={`/api/operations/parked/${row.id}/publish`}
              text={say('ops.publish')}
              name={say('ops.publishOf', { name: row.name })}
              refused={say('problem.internal')}
              strong
            />
          ),
        },
      ]}
    />
  )
}

/** Payments that somebody must look at before they are taken. */
export function ReviewsPanel({ part, say, locale, now, fits }: PartProps<'reviews'>) {
  return (
    <Panel
      id="reviews"
      title={say('ops.reviews')}
      rows={rowsOf(part, fits)}
      keyOf={(row) => row.id}
      empty={say('ops.empty.reviews')}
      unavailable={say('ops.unavailable')}
      urgent
      columns={[
        {
          title: say('ops.order'),
          render: (row) => <OrderLink id={row.orderId}>{row.number}</OrderLink>,
        },
        { title: say('ops.reasons'), render: (row) => <bdi>{row.reasons.join(', ')}</bdi> },
        { title: say('ops.last'), render: (row) => ago(row.openedAt, now, say) },
        {
          title: say('ops.total'),
          figure: true,
          render: ({ amount, currency }) => formatMoney({ amount, currency }, locale),
        },
        {
          title: '',
          figure: true,
          render: ({ id, number }) => (
            <span className="inline-flex gap-2">
              {(['approve', 'reject'] as const).map((decision) => (
                <Action
                  key={decision}
                  action={`/api/operations/reviews/${id}`}
                  fields={{ decision }}
                  text={say(`ops.${decision}`, { name: number })}
                  name={say(`ops.${decision}Of`, { name: number })}
                  refused={say('problem.internal')}
                  strong={decision === 'approve'}
                />
              ))}
            </span>
          ),
        },
      ]}
    />
  )
}
