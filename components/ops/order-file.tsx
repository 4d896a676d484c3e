import { Address } from '@/components/order/address'
import { button } from '@/components/ui/button'
import { consolePaths } from '@/lib/console-paths'
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

/** Everything about one order: what happened, what is in it, its books, and an amount that may be given back. */
export function OrderFile({ file, locale, refundKey }: Props) {
  const t = translator(locale)
  const { order, captured, refunded, entries } = file
  const money = (amount: number) => formatMoney({ ...order.totals.total, amount }, locale)
  const page = consolePaths.order(order.id)
  return (
    <>
      <p className="label">
        <bdi>{order.email}</bdi> · {t(`fulfilment.${order.fulfilment}`)} ·{' '}
        {t(`ops.payment.${order.paymentStatus}`)}
      </p>
      <h1 className="headline mt-2 text-2xl">
        <bdi>{order.number}</bdi>
      </h1>
      <div className="mt-8 grid gap-x-12 gap-y-10 border-t border-ink pt-6 lg:grid-cols-3">
        <section>
          <h2 className="label mb-2">{t('order.history')}</h2>
          <ol className="grid gap-2 text-sm">
            {order.timeline.map(({ code, at }) => (
              <li key={code + at} className="flex justify-between gap-4">
                {t(`timeline.${code}`)}
                <time dateTime={at} className="text-xs text-ink-3">
                  {dateAndTime(at, locale)}
                </time>
              </li>
            ))}
          </ol>
        </section>
        <section>
          <h2 className="label mb-2">{t('order.lines')}</h2>
          <ul className="grid gap-2 text-sm">
            {order.lines.map((line) => (
              <li key={line.sku} className="flex justify-between gap-4">
                <span>
                  {line.quantity} × {line.name} <bdi className="text-xs text-ink-3">{line.sku}</bdi>
                </span>
                <span className="tabular-nums">{formatMoney(line.lineTotal, locale)}</span>
              </li>
            ))}
          </ul>
          <h2 className="label mt-6 mb-2">{t('order.shipping')}</h2>
          <Address address={order.shipping} locale={locale} />
        </section>
        <section>
          <h2 className="label mb-2">{t('ops.books')}</h2>
          <ul className="grid gap-2 text-sm">
            {entries.map((entry) => (
              <li key={entry.kind + entry.at + entry.amount} className="flex justify-between gap-4">
                <span>
                  {t(`ops.books.${entry.kind}`)} <bdi className="text-xs text-ink-3">{entry.tender}</bdi>
                </span>
                <span className="tabular-nums">
                  {money(entry.kind === 'refund' ? -entry.amount : entry.amount)}
                </span>
              </li>
            ))}
            <li className="flex justify-between gap-4 border-t border-line pt-2 font-medium">
              {t('ops.books.left')} <span className="tabular-nums">{money(captured - refunded)}</span>
            </li>
          </ul>
          {captured > refunded && (
            <form
              method="post"
              action={`/api/operations/orders/${order.id}/refunds`}
              className="mt-6 grid gap-3"
            >
              <input type="hidden" name="_next" value={page} />
              <input type="hidden" name="_back" value={page} />
              <input type="hidden" name="key" value={refundKey} />
              <label className="grid gap-1.5 text-sm">
                {t('ops.refundAmount', { most: money(captured - refunded) })}
                <input
                  type="number"
                  name="amount"
                  min={1}
                  max={captured - refunded}
                  step={1}
                  required
                  className="field min-h-10 px-3"
                />
              </label>
              <button type="submit" className={`${button('quiet')} justify-self-start`}>
                {t('ops.refund')}
              </button>
            </form>
          )}
        </section>
      </div>
    </>
  )
}
