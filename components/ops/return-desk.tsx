import { formMessageKeys } from '@/components/forms/messages'
import { Action } from '@/components/ops/action'
import { MoneyForm } from '@/components/ops/money-form'
import { consolePaths } from '@/lib/console-paths'
import { dateAndTime } from '@/lib/i18n/dates'
import { pick, translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { formatMoney, writtenAmount } from '@/lib/money'
import type { OrderFile } from '@/server/operations/order-file'
import type { OrderView } from '@/server/orders/model'

interface Props {
  file: OrderFile
  locale: Locale
}

/** The returns of an order: what was asked, what has happened, and what may be decided. */
export function ReturnDesk({ file, locale }: Props) {
  const t = translator(locale)
  const { order } = file
  if (order.returns.length === 0) return null
  return (
    <section aria-labelledby="returns" className="mt-10">
      <h2 id="returns" className="headline border-b border-ink pb-2 text-xl">
        {t('ops.returns')}
      </h2>
      <ul className="divide-y divide-line border-b border-line">
        {order.returns.map((back) => (
          <li key={back.rma} className="grid gap-x-12 gap-y-6 py-6 lg:grid-cols-[1fr_1fr_20rem]">
            <Asked order={order} back={back} locale={locale} />
            <ol className="grid content-start gap-2 text-sm">
              {back.steps.map(({ code, at }) => (
                <li key={code} className="flex flex-wrap items-baseline justify-between gap-x-4">
                  {t(`timeline.${code}`)}
                  <time dateTime={at} className="text-xs text-ink-3">
                    {dateAndTime(at, locale)}
                  </time>
                </li>
              ))}
            </ol>
            {back.state === 'requested' && (
              <Decide key={back.state} back={back} file={file} locale={locale} />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

type Back = OrderView['returns'][number]

function Asked({ order, back, locale }: { order: OrderView; back: Back; locale: Locale }) {
  const t = translator(locale)
  const state = back.state === 'requested' && back.approvedAt ? 'approved' : back.state
  return (
    <div className="text-sm">
      <h3 className="flex flex-wrap items-baseline gap-x-3 font-medium">
        <bdi>{back.rma}</bdi>
        <span className="font-normal text-ink-2">{t(`ops.returnState.${state}`)}</span>
      </h3>
      <ul className="mt-2 grid gap-1">
        {back.lines.map((line) => (
          <li key={line.sku + line.reason}>
            {line.quantity} × {order.lines.find(({ sku }) => sku === line.sku)?.name ?? line.sku}{' '}
            <bdi className="text-xs text-ink-3">{line.sku}</bdi>
            <span className="block text-xs text-ink-2">
              {t(`return.reason.${line.reason}`)}
              {line.exchange && ` · ${t('ops.returnExchange', { sku: line.exchange })}`}
            </span>
          </li>
        ))}
      </ul>
      {back.comment && (
        <blockquote className="mt-3 border-s-2 border-line ps-3 text-ink-2" dir="auto">
          <span className="label block">{t('ops.returnComment')}</span>
          {back.comment}
        </blockquote>
      )}
      {back.keptBack !== undefined && (
        <p className="mt-3 text-xs text-ink-2">
          {t('ops.returnKept', {
            amount: formatMoney({ ...order.totals.total, amount: back.keptBack }, locale),
          })}
        </p>
      )}
    </div>
  )
}

function Decide({ back, file, locale }: { back: Back; file: OrderFile; locale: Locale }) {
  const t = translator(locale)
  const { order, worth } = file
  const whole = { ...order.totals.total, amount: worth[back.rma] ?? 0 }
  const page = consolePaths.order(order.id)
  const action = `/api/operations/orders/${order.id}/returns/${back.rma}`
  const name = `${order.number}-${back.rma}`
  const refused = t('problem.return-decided')
  return (
    <div className="grid content-start gap-4">
      <MoneyForm
        name={t('ops.returnReceive')}
        action={action}
        page={page}
        fields={{ answer: 'receive' }}
        money={
          whole.amount > 0
            ? {
                label: t('ops.returnPayBack', { most: formatMoney(whole, locale) }),
                hint: t('ops.refundHint'),
                first: writtenAmount(whole.amount, locale),
              }
            : undefined
        }
        submit={t(whole.amount > 0 ? 'ops.returnReceive' : 'ops.returnReceiveOnly')}
        strong
        messages={{ ...pick(locale, formMessageKeys), 'field.invalid': t('ops.moneyInvalid') }}
        problems={{
          'over-refund': t('problem.over-refund'),
          'return-decided': refused,
          offline: t('problem.offline'),
        }}
      />
      <p className="flex flex-wrap gap-3 border-t border-line pt-4">
        {!back.approvedAt && (
          <Action
            action={action}
            page={page}
            fields={{ answer: 'approve' }}
            text={t('ops.returnApprove')}
            name={t('ops.returnApproveOf', { name })}
            refused={refused}
          />
        )}
        <Action
          action={action}
          page={page}
          fields={{ answer: 'refuse' }}
          text={t('ops.returnRefuse')}
          name={t('ops.returnRefuseOf', { name })}
          refused={refused}
        />
      </p>
    </div>
  )
}
