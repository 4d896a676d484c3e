import { cartMessageKeys } from '@/components/cart/messages'
import { Totals } from '@/components/cart/totals'
import { Address } from '@/components/order/address'
import { Timeline } from '@/components/order/timeline'
import { Drawn } from '@/components/ui/drawn'
import { Picture } from '@/components/ui/picture'
import { button } from '@/components/ui/button'
import { shortDay } from '@/lib/i18n/dates'
import { pick, translator } from '@/lib/i18n/messages'
import { sameLanguage, textAttributes } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import { paths } from '@/lib/paths'
import type { OrderView } from '@/server/orders/model'

interface Props {
  order: OrderView
  locale: Locale
  /** What opens the order without an account. */
  token?: string
}

/** An order: how far it is, what is in it, where it goes, what it came to. */
export function OrderDetails({ order, locale, token }: Props) {
  const t = translator(locale)
  const to = paths(locale)
  const query = new URLSearchParams({ locale, ...(token ? { token } : {}) })
  return (
    <div className="mt-12 grid items-start gap-x-20 gap-y-12 border-t border-ink pt-8 lg:grid-cols-[1fr_24rem]">
      <div className="grid gap-10">
        <Timeline order={order} locale={locale} />
        <section>
          <h2 className="label">{t('order.lines')}</h2>
          <ul className="mt-2 divide-y divide-line">
            {order.lines.map((line) => (
              <li key={line.sku} className="flex gap-4 py-4 text-sm">
                <span className="block h-24 w-19 shrink-0 overflow-hidden">
                  {line.image ? (
                    <Picture source={line.image} sizes="5rem" silent />
                  ) : (
                    <Drawn seed={line.productId} />
                  )}
                </span>
                <span className="min-w-0 flex-1">
                  <a
                    href={to.product(line.productId, line.sku)}
                    className="font-medium break-words hover:underline"
                    {...textAttributes(sameLanguage(line.language, locale) ? {} : { lang: line.language })}
                  >
                    {line.name}
                  </a>
                  <span className="block text-xs text-ink-2">
                    {[
                      ...line.options.map(({ value }) => value),
                      t('order.pieces', { count: line.quantity }),
                    ].join(' · ')}
                  </span>
                </span>
                <span className="tabular-nums">{formatMoney(line.lineTotal, locale)}</span>
              </li>
            ))}
          </ul>
        </section>
      </div>
      <div className="grid gap-8">
        <Totals
          totals={order.totals}
          locale={locale}
          messages={pick(locale, cartMessageKeys)}
          promotion={order.promotion}
        />
        <div className="grid grid-cols-2 gap-6">
          <section>
            <h2 className="label mb-2">{t('order.shipping')}</h2>
            <Address address={order.shipping} locale={locale} />
          </section>
          <section>
            <h2 className="label mb-2">{t('order.delivery')}</h2>
            <p className="text-sm">
              {t(`delivery.${order.delivery.method}`)}
              <br />
              {t('delivery.between', {
                from: shortDay(order.delivery.earliest, locale),
                to: shortDay(order.delivery.latest, locale),
              })}
            </p>
            {order.card && (
              <p className="mt-3 text-sm">
                <bdi>
                  <span className="capitalize">{order.card.brand}</span> ···· {order.card.last4}
                </bdi>
              </p>
            )}
          </section>
        </div>
        {order.note && <Words title={t('cart.note')} text={order.note} />}
        {order.giftMessage && <Words title={t('cart.giftMessage')} text={order.giftMessage} />}
        <div className="no-print grid gap-3">
          {order.invoiceReady ? (
            <a href={`/api/orders/${order.id}/invoice?${query}&download=true`} className={button('quiet')}>
              {t('order.invoice')}
            </a>
          ) : (
            <p className="text-sm text-ink-3">{t('order.invoiceLater')}</p>
          )}
          {order.cancellable && (
            <form method="post" action={`/api/orders/${order.id}/cancel?${query}`}>
              <input
                type="hidden"
                name="_next"
                value={token ? to.trackOrder(order.id, token) : to.order(order.id)}
              />
              <input
                type="hidden"
                name="_back"
                value={token ? to.trackOrder(order.id, token) : to.order(order.id)}
              />
              <button type="submit" className={button('bare')}>
                {t('order.cancel')}
              </button>
            </form>
          )}
          {order.cancellationRequested && <p className="text-sm text-ink-2">{t('order.cancelling')}</p>}
        </div>
      </div>
    </div>
  )
}

const Words = ({ title, text }: { title: string; text: string }) => (
  <section>
    <h2 className="label mb-2">{title}</h2>
    <p className="text-sm whitespace-pre-line" dir="auto">
      {text}
    </p>
  </section>
)
