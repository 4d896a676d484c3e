import { formMessageKeys } from '@/components/forms/messages'
import { MoneyForm } from '@/components/ops/money-form'
import { consolePaths } from '@/lib/console-paths'
import { pick, translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import type { OrderFile } from '@/server/operations/order-file'

interface Props {
  file: OrderFile
  locale: Locale
  /** Names the refund that the form asks for, so that sending it twice pays once. */
  refundKey: string
}

/** The money of an order: what was taken, given back and is left, and an amount that may be given back as goodwill. */
export function OrderBooks({ file, locale, refundKey }: Props) {
  const t = translator(locale)
  const { order, captured, refunded, entries } = file
  const money = (amount: number) => formatMoney({ ...order.totals.total, amount }, locale)
  const left = captured - refunded
  return (
    <>
      <ul className="divide-y divide-line text-sm">
        {entries.map((entry) => (
          <li key={entry.kind + entry.at + entry.amount} className="flex justify-between gap-4 py-2">
            <span>
              {t(`ops.books.${entry.kind}`)} <bdi className="text-xs text-ink-3">{entry.tender}</bdi>
            </span>
            <span className="tabular-nums">
              {money(entry.kind === 'refund' ? -entry.amount : entry.amount)}
            </span>
          </li>
        ))}
        <li className="flex justify-between gap-4 py-2 font-medium">
          {t('ops.books.left')} <span className="tabular-nums">{money(left)}</span>
        </li>
      </ul>
      {left > 0 && (
        <div className="mt-6">
          <h3 className="label mb-3">{t('ops.goodwill')}</h3>
          <MoneyForm
            key={order.refunds.length}
            name={t('ops.goodwill')}
            action={`/api/operations/orders/${order.id}/refunds`}
            page={consolePaths.order(order.id)}
            fields={{ key: refundKey }}
            money={{
              label: t('ops.refundAmount', { most: money(left) }),
              hint: t('ops.refundHint'),
            }}
            submit={t('ops.refund')}
            messages={{ ...pick(locale, formMessageKeys), 'field.invalid': t('ops.moneyInvalid') }}
            problems={{
              'over-refund': t('problem.over-refund'),
              'not-paid': t('problem.not-paid'),
              offline: t('problem.offline'),
            }}
          />
        </div>
      )}
    </>
  )
}
