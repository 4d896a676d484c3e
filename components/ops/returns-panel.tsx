'use client'

import { OrderLink } from '@/components/ops/order-link'
import { Panel } from '@/components/ops/panel'
import { type PartProps, rowsOf } from '@/components/ops/parts'
import { ago } from '@/components/ops/words'
import { formatNumber } from '@/lib/i18n/format'

/** Pieces on their way back, or come back and not settled. What is decided about them is decided on the order's page. */
export function ReturnsPanel({ part, say, locale, now, fits }: PartProps<'returns'>) {
  return (
    <Panel
      id="returns"
      title={say('ops.returns')}
      rows={rowsOf(part, fits)}
      keyOf={(row) => row.orderId + row.rma}
      empty={say('ops.empty.returns')}
      unavailable={say('ops.unavailable')}
      urgent
      columns={[
        {
          title: say('ops.return'),
          render: (row) => (
            <OrderLink id={row.orderId} part="returns">
              {row.number}-{row.rma}
            </OrderLink>
          ),
        },
        { title: say('ops.state'), render: (row) => say(`ops.returnState.${row.state}`) },
        {
          title: say('ops.returnReasons'),
          render: (row) => row.reasons.map((reason) => say(`return.reason.${reason}`)).join(', '),
        },
        { title: say('ops.last'), render: (row) => ago(row.at, now, say) },
        { title: say('ops.market'), render: (row) => row.market },
        { title: say('ops.pieces'), figure: true, render: (row) => formatNumber(row.pieces, locale) },
      ]}
    />
  )
}
