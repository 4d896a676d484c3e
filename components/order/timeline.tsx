import { dateAndTime } from '@/lib/i18n/dates'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import type { OrderView } from '@/server/orders/model'

const road = ['placed', 'picking', 'shipped', 'delivered'] as const
/** How far along the road each state is. */
const reached = {
  received: 0,
  acknowledged: 0,
  picking: 1,
  'partly-shipped': 2,
  shipped: 2,
  delivered: 3,
  cancelled: -1,
} as const

/** How far an order is, and what has happened. */
export function Timeline({ order, locale }: { order: OrderView; locale: Locale }) {
  const t = translator(locale)
  const at = reached[order.fulfilment]
  return (
    <section aria-label={t('order.progress')}>
      <output className="headline block text-xl">{t(`fulfilment.${order.fulfilment}`)}</output>
      {at >= 0 && (
        <ol className="mt-5 grid grid-cols-4 gap-1">
          {road.map((stop, index) => (
            <li
              key={stop}
              aria-current={index === at ? 'step' : undefined}
              className={`border-t-3 pt-2 text-xs ${index <= at ? 'border-accent' : 'border-line text-ink-3'}`}
            >
              {t(`timeline.${stop}`)}
            </li>
          ))}
        </ol>
      )}
      <details className="mt-5 text-sm print:not-open:hidden" open={order.timeline.length < 4}>
        <summary className="link inline-block list-none py-1 text-xs text-ink-2 print:hidden">
          {t('order.history')}
        </summary>
        <ol className="mt-2 border-s border-line ps-5">
          {order.timeline.map(({ code, at: when }) => (
            <li key={code + when} className="py-1.5">
              {t(`timeline.${code}`)}{' '}
              <time dateTime={when} className="text-xs text-ink-3">
                {dateAndTime(when, locale)}
              </time>
            </li>
          ))}
        </ol>
      </details>
    </section>
  )
}
