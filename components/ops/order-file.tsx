import type { ReactNode } from 'react'
import { LiveOrder } from '@/components/ops/live-order'
import { OrderBooks } from '@/components/ops/order-books'
import { ReturnDesk } from '@/components/ops/return-desk'
import { Address } from '@/components/order/address'
import { GiftCard } from '@/components/order/gift-card'
import { dateAndTime } from '@/lib/i18n/dates'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import type { OrderFile as File } from '@/server/operations/order-file'

interface Props {
  file: File
  locale: Locale
  /** Names the refund that the form on this page asks for, so that sending it twice pays once. */
  refundKey: string
}

/** Everything about one order: what happened, what is in it, what comes back, its books, and an amount that may be given back. */
export function OrderFile({ file, locale, refundKey }: Props) {
  const t = translator(locale)
  const { order } = file
  return (
    <>
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
        <div>
          <h1 className="headline text-2xl">
            <bdi>{order.number}</bdi>
          </h1>
          <p className="mt-2 text-sm text-ink-2">
            {t(`fulfilment.${order.fulfilment}`)} · {t(`ops.payment.${order.paymentStatus}`)} ·{' '}
            <bdi>{order.email}</bdi>
          </p>
        </div>
        <LiveOrder order={order.id} live={t('ops.live')} notLive={t('ops.notLive')} />
      </div>
      <ReturnDesk file={file} locale={locale} />
      <div className="mt-10 grid gap-x-12 gap-y-10 md:grid-cols-2 lg:grid-cols-[1fr_1fr_20rem]">
        <Part title={t('ops.pieces')}>
          <ul className="divide-y divide-line text-sm">
            {order.lines.map((line) => (
              <li key={line.sku} className="flex justify-between gap-4 py-2">
                <span className="min-w-0">
                  {line.quantity} × {line.name}
                  <span className="block text-xs text-ink-3">
                    {line.options.map(({ value }) => value).join(', ')} <bdi>{line.sku}</bdi>
                  </span>
                </span>
                <span className="tabular-nums">{formatMoney(line.lineTotal, locale)}</span>
              </li>
            ))}
          </ul>
          <h3 className="label mt-6 mb-2">{t('order.shipping')}</h3>
          <Address address={order.shipping} locale={locale} />
          {(order.giftMessage || file.giftPicture) && (
            <>
              <h3 className="label mt-6 mb-2">{t('ops.gift')}</h3>
              <GiftCard message={order.giftMessage} picture={file.giftPicture} alt={t('order.giftPicture')} />
            </>
          )}
        </Part>
        <Part title={t('order.history')}>
          <ol className="divide-y divide-line text-sm">
            {order.timeline.map(({ code, at }) => (
              <li key={code + at} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2">
                {t(`timeline.${code}`)}
                <time dateTime={at} className="text-xs text-ink-3">
                  {dateAndTime(at, locale)}
                </time>
              </li>
            ))}
          </ol>
        </Part>
        <Part title={t('ops.books')}>
          <OrderBooks file={file} locale={locale} refundKey={refundKey} />
        </Part>
      </div>
    </>
  )
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="min-w-0">
    <h2 className="headline mb-2 border-b border-ink pb-2 text-xl">{title}</h2>
    {children}
  </section>
)
