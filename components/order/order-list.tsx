import { button } from '@/components/ui/button'
import { longDate } from '@/lib/i18n/dates'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import { paths } from '@/lib/paths'
import type { OrderPage } from '@/server/orders/model'

/** A customer's orders, the latest first. */
export function OrderList({ page, locale }: { page: OrderPage; locale: Locale }) {
  const t = translator(locale)
  const to = paths(locale)
  if (page.orders.length === 0) {
    return (
      <div className="mt-8 grid justify-items-start gap-5 border-t border-ink pt-8">
        <p className="text-base text-ink-2">{t('account.noOrders')}</p>
        <a href={to.home} className={button('quiet')}>
          {t('cart.browse')}
        </a>
      </div>
    )
  }
  return (
    <>
      <ul className="mt-8 border-b border-line">
        {page.orders.map((order) => (
          <li
            key={order.id}
            className="relative grid gap-x-6 gap-y-1 border-t border-line py-5 hover:bg-sunk sm:grid-cols-[1fr_auto]"
          >
            <div className="min-w-0">
              <a href={to.order(order.id)} className="font-medium after:absolute after:inset-0">
                <bdi>{order.number}</bdi>
              </a>
              <p className="truncate text-sm text-ink-2">{order.names.join(', ')}</p>
            </div>
            <div className="text-sm sm:text-end">
              <p className="tabular-nums">{formatMoney(order.total, locale)}</p>
              <p className="text-ink-2">
                {t(`fulfilment.${order.fulfilment}`)} ·{' '}
                <time dateTime={order.placedAt}>{longDate(order.placedAt, locale)}</time>
              </p>
            </div>
          </li>
        ))}
      </ul>
      {page.cursor && (
        <a
          href={`${to.orders}?cursor=${encodeURIComponent(page.cursor)}`}
          className={`${button('quiet')} mt-8`}
        >
          {t('account.older')}
        </a>
      )}
    </>
  )
}
