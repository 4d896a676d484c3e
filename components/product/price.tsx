import { PriceText, type PriceWords } from '@/components/product/price-text'
import { pick, translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { formatMoney, type Money } from '@/lib/money'

interface Priced {
  price: Money
  was?: Money
  /** Other variants cost more. */
  from?: boolean
}

/** A price as the market shows it; on offer with what it was before. */
export const Price = ({ locale, ...priced }: Priced & { locale: Locale }) => (
  <PriceText {...priceWords(priced, locale)} words={pick(locale, ['price.now', 'price.was'])} />
)

/** What is to be read of a price. */
export function priceWords({ price, was, from = false }: Priced, locale: Locale): PriceWords {
  const now = formatMoney(price, locale, true)
  return {
    now: from ? translator(locale)('price.from', { price: now }) : now,
    was: was && formatMoney(was, locale, true),
  }
}
