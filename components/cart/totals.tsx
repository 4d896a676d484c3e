import type { CartMessages } from '@/components/cart/messages'
import { format } from '@/lib/i18n/format'
import type { Locale } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import type { TotalsView } from '@/server/cart/model'

type Words = Pick<
  CartMessages,
  | 'cart.goods'
  | 'cart.discount'
  | 'cart.delivery'
  | 'cart.deliveryFree'
  | 'cart.tax'
  | 'cart.taxIncluded'
  | 'cart.taxLater'
  | 'cart.total'
>
interface Props {
  totals: TotalsView
  locale: Locale
  messages: Words
  promotion?: string
}

/** What it comes to. */
export function Totals({ totals, locale, messages, promotion }: Props) {
  const rows: [string, string][] = [
    [messages['cart.goods'], formatMoney(totals.goods, locale)],
    ...(totals.discount.amount > 0
      ? [
          [
            promotion ? `${messages['cart.discount']} (${promotion})` : messages['cart.discount'],
            `−${formatMoney(totals.discount, locale)}`,
          ] satisfies [string, string],
        ]
      : []),
    [
      messages['cart.delivery'],
      totals.delivery.amount === 0 ? messages['cart.deliveryFree'] : formatMoney(totals.delivery, locale),
    ],
    ...(totals.taxIncluded
      ? []
      : [
          [
            messages['cart.tax'],
            totals.taxKnown ? formatMoney(totals.tax, locale) : messages['cart.taxLater'],
          ] satisfies [string, string],
        ]),
  ]
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-2 text-sm tabular-nums">
      {rows.map(([name, value]) => (
        <div key={name} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-ink-2">{name}</dt>
          <dd className="text-end">{value}</dd>
        </div>
      ))}
      <div className="col-span-2 mt-1 grid grid-cols-subgrid items-baseline border-t border-ink pt-3">
        <dt className="text-base font-medium">{messages['cart.total']}</dt>
        <dd className="text-end text-lg" data-testid="total">
          {formatMoney(totals.total, locale)}
        </dd>
        {totals.taxIncluded && (
          <dd className="col-span-2 text-xs text-ink-3">
            {format(messages['cart.taxIncluded'], { tax: formatMoney(totals.tax, locale) }, locale)}
          </dd>
        )}
      </div>
    </dl>
  )
}
