import type { Currency, Locale } from '@/lib/markets'

/** An amount in minor units (pence, cents, fils) of a currency. All of the shop's currencies have two decimals. */
export interface Money {
  readonly amount: number
  readonly currency: Currency
}

const formatters = new Map<string, Intl.NumberFormat>()

/** Writes an amount as people of the locale do: £1,250, 12,50 €. Whole amounts go without decimals where `short`. */
export function formatMoney({ amount, currency }: Money, locale: Locale, short = false): string {
  const whole = short && amount % 100 === 0
  const key = `${locale}${currency}${whole}`
  let formatter = formatters.get(key)
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      minimumFractionDigits: whole ? 0 : 2,
    })
    formatters.set(key, formatter)
  }
  return formatter.format(amount / 100)
}
