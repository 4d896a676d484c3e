import type { OrderLinks } from '@/components/order/links'
import { dateAndTime, shortDay } from '@/lib/i18n/dates'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { formatMoney } from '@/lib/money'
import type { OrderView } from '@/server/orders/model'

interface Props {
  order: OrderView
  locale: Locale
  links: OrderLinks
}

/** What was sent back, and what was paid back. */
export function Returns({ order, locale, links }: Props) {
  const t = translator(locale)
  if (order.returns.length === 0 && order.refunds.length === 0) return null
  const nameOf = (sku: string) => order.lines.find((line) => line.sku === sku)?.name ?? sku
  const credits = order.documents.filter((document) => document.kind === 'credit-note')
  return (
    <section aria-labelledby="returns">
      <h2 id="returns" className="label">
        {t('return.title')}
      </h2>
      <ul className="mt-2 divide-y divide-line border-y border-line text-sm">
        {order.returns.map((back) => {
          const label = order.documents.find((document) => document.name === `return-label-${back.rma}`)
          return (
            <li key={back.rma} className="py-4">
              <p className="flex flex-wrap justify-between gap-x-6">
                <span className="font-medium">
                  {t(
                    back.state === 'requested' && back.approvedAt
                      ? 'return.state.approved'
                      : `return.state.${back.state}`,
                  )}
                </span>
                <bdi className="text-ink-2">
                  {order.number}-{back.rma}
                </bdi>
              </p>
              <ul className="mt-1 text-xs text-ink-2">
                {back.lines.map((line) => (
                  <li key={line.sku + line.reason}>
                    {line.quantity} × {nameOf(line.sku)} · {t(`return.reason.${line.reason}`)}
                    {line.exchange && ` · ${t('return.exchanging', { sku: line.exchange })}`}
                  </li>
                ))}
              </ul>
              <ol
                aria-label={t('return.steps')}
                className="mt-3 grid gap-1 border-s border-line ps-4 text-xs"
              >
                {back.steps.map(({ code, at }) => (
                  <li key={code}>
                    {t(`timeline.${code}`)}{' '}
                    <time dateTime={at} className="text-ink-3">
                      {dateAndTime(at, locale)}
                    </time>
                  </li>
                ))}
              </ol>
              {back.state === 'requested' &&
                (label ? (
                  <a
                    href={links.api(`/documents/${label.name}`, { download: 'true' })}
                    className="link no-print mt-2 inline-block text-xs"
                  >
                    {t('document.return-label')}
                  </a>
                ) : (
                  <p className="mt-2 text-xs text-ink-3">{t('return.labelLater')}</p>
                ))}
              {back.soldOut && <p className="mt-2 text-xs">{t('return.soldOut')}</p>}
              {back.exchangedBy && (
                <p className="mt-2 text-xs">
                  {t('return.exchangedBy', { number: back.exchangedBy })}{' '}
                  {back.exchangeOrder && links.byAccount && (
                    <a href={paths(locale).order(back.exchangeOrder)} className="link block">
                      {t('return.exchangeSee')}
                    </a>
                  )}
                </p>
              )}
            </li>
          )
        })}
        {order.refunds.map((refund, index) => {
          const note = credits.find((document) => document.name === `credit-note-${index + 1}`)
          return (
            <li key={refund.at} className="flex flex-wrap justify-between gap-x-6 py-4">
              <span>
                {t(`refund.${refund.reason}`)}
                <span className="block text-xs text-ink-2">{shortDay(refund.at, locale)}</span>
                {note && (
                  <a
                    href={links.api(`/documents/${note.name}`, { download: 'true' })}
                    className="link no-print text-xs"
                  >
                    {t('document.credit-note')}
                  </a>
                )}
              </span>
              <span className="tabular-nums">{formatMoney(refund.amount, locale)}</span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
