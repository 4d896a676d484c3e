'use client'

import { Action } from '@/components/ops/action'
import { OrderLink } from '@/components/ops/order-link'
import { Panel } from '@/components/ops/panel'
import { type PartProps, rowsOf } from '@/components/ops/parts'
import { ago } from '@/components/ops/words'
import { formatMoney } from '@/lib/money'

/** Refunds that a card's bank has sent back: the money is still owed. */
export function RefundsPanel({ part, say, locale, now, fits }: PartProps<'refunds'>) {
  return (
    <Panel
      id="refunds"
      title={say('ops.refunds')}
      rows={rowsOf(part, fits)}
      keyOf={(row) => row.orderId + row.key}
      empty={say('ops.empty.refunds')}
      unavailable={say('ops.unavailable')}
      urgent
      columns={[
        {
          title: say('ops.order'),
          render: (row) => <OrderLink id={row.orderId}>{row.number}</OrderLink>,
        },
        { title: say('ops.event'), render: (row) => <bdi>{row.reason}</bdi> },
        { title: say('ops.last'), render: (row) => ago(row.at, now, say) },
        { title: say('ops.total'), figure: true, render: (row) => formatMoney(row, locale) },
        {
          title: '',
          figure: true,
          render: (row) => (
            <Action
              action={`/api/operations/orders/${row.orderId}/refunds/${encodeURIComponent(row.key)}/retry`}
              text={say('ops.refundAgain')}
              name={say('ops.refundAgainOf', { name: row.number, amount: formatMoney(row, locale) })}
              refused={say('problem.over-refund')}
            />
          ),
        },
      ]}
    />
  )
}
