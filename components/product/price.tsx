import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { type Money, formatMoney } from '@/lib/money'

interface Props {
  price: Money
  was?: Money
  /** Other variants cost more. */
  from?: boolean
  locale: Locale
}

/** A price as the market shows it; on offer with what it was before. */
export function Price({ price, was, from = false, locale }: Props) {
  const t = translator(locale)
  const now = formatMoney(price, locale, true)
  return (
    <span className="tabular-nums">
      {was ? (
        <>
          <span className="sr-only">{t('price.now')} </span>
          <span className="text-bad">{from ? t('price.from', { price: now }) : now}</span>{' '}
          <span className="sr-only">{t('price.was')} </span>
          <s className="text-ink-3">{formatMoney(was, locale, true)}</s>
        </>
      ) : from ? (
        t('price.from', { price: now })
      ) : (
        now
      )}
    </span>
  )
}
