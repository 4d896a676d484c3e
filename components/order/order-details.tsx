import type { ReactNode } from 'react'
import { cartMessageKeys } from '@/components/cart/messages'
import { Totals } from '@/components/cart/totals'
import { Address } from '@/components/order/address'
import { GiftCard } from '@/components/order/gift-card'
import { orderLinks } from '@/components/order/links'
import { OrderActions } from '@/components/order/order-actions'
import { Parcels } from '@/components/order/parcels'
import type { ExchangeChoices } from '@/components/order/return-form'
import { Returns } from '@/components/order/returns'
import { Timeline } from '@/components/order/timeline'
import { Notice } from '@/components/ui/notice'
import { Drawn } from '@/components/ui/drawn'
import { Picture } from '@/components/ui/picture'
import { cardNetwork } from '@/lib/card-network'
import { shortDay } from '@/lib/i18n/dates'
import { pick, translator } from '@/lib/i18n/messages'
import { sameLanguage, textAttributes } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import { paths } from '@/lib/paths'
import { linePicture } from '@/lib/picture'
import type { OrderView } from '@/server/orders/model'

interface Props {
  order: OrderView
  locale: Locale
  /** What opens the order without an account. */
  token?: string
  /** What may come in place of pieces that are sent back. */
  choices?: ExchangeChoices
  /** The picture for the gift's card, for those who may see it. */
  giftPicture?: { src: string; width: number; height: number }
  /** Where the parcels are. */
  tracking?: ReactNode
}

const piecesOf = (pieces: OrderView['cancelled'], sku: string): number =>
  pieces.filter((one) => one.sku === sku).reduce((sum, one) => sum + one.quantity, 0)

/** An order: how far it is, what is in it, where it goes, what it came to. */
export function OrderDetails({ order, locale, token, giftPicture, choices = {}, tracking }: Props) {
  const t = translator(locale)
  const to = paths(locale)
  const links = orderLinks(order.id, locale, token)
  return (
    <div className="mt-12 grid grid-cols-1 items-start gap-x-20 gap-y-12 border-t border-ink pt-8 lg:grid-cols-[minmax(0,1fr)_24rem] print:mt-6 print:gap-y-8 print:pt-4">
      <div className="grid grid-cols-1 gap-10 print:gap-6">
        {order.underReview && <Notice>{t('order.underReview')}</Notice>}
        <Timeline order={order} locale={locale} />
        {tracking}
        <Parcels order={order} locale={locale} links={links} />
        <Returns order={order} locale={locale} links={links} />
        <section>
          <h2 className="label">{t('order.lines')}</h2>
          <ul className="mt-2 divide-y divide-line">
            {order.lines.map((line) => (
              <li key={line.sku} className="flex gap-4 py-4 text-sm">
                <span className="block h-24 w-19 shrink-0 overflow-clip">
                  {line.image ? (
                    <Picture source={linePicture(line.image)} sizes={77} silent />
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
                  {piecesOf(order.backordered, line.sku) > 0 && (
                    <span className="block text-xs text-warn">
                      {t('order.backordered', { count: piecesOf(order.backordered, line.sku) })}
                    </span>
                  )}
                  {piecesOf(order.cancelled, line.sku) > 0 && (
                    <span className="block text-xs text-bad">
                      {t('order.piecesCancelled', { count: piecesOf(order.cancelled, line.sku) })}
                    </span>
                  )}
                </span>
                <span className="tabular-nums">{formatMoney(line.lineTotal, locale)}</span>
              </li>
            ))}
          </ul>
        </section>
      </div>
      <div className="grid grid-cols-1 gap-8">
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
            {order.giftCards.map(({ last4, amount }) => (
              <p key={last4} className="mt-3 text-sm">
                <bdi>{t('giftCard.used', { last4 })}</bdi>: {formatMoney(amount, locale)}
              </p>
            ))}
            {order.card && (
              <p className="mt-3 text-sm">
                <bdi>
                  {cardNetwork(order.card.brand)} ···· {order.card.last4}
                </bdi>
              </p>
            )}
          </section>
        </div>
        {order.note && <Words title={t('cart.note')} text={order.note} />}
        {(order.giftMessage || giftPicture) && (
          <section>
            <h2 className="label mb-2">{t('cart.giftMessage')}</h2>
            <GiftCard message={order.giftMessage} picture={giftPicture} alt={t('order.giftPicture')} />
          </section>
        )}
        <OrderActions order={order} choices={choices} locale={locale} links={links} />
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
