import type { Currency, Locale } from '@/lib/markets'

/** An amount in minor units (pence, cents, fils) of a currency. All of the shop's currencies have two decimals. */
export interface Money {
  readonly amount: number
  readonly currency: Currency
}

export const zero = (currency: Currency): Money => ({ amount: 0, currency })

/** @throws RangeError when the currencies differ */
export function add(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`${a.currency} and ${b.currency} cannot be added`)
  return { amount: a.amount + b.amount, currency: a.currency }
}

export const times = (money: Money, quantity: number): Money => ({
  ...money,
  amount: money.amount * quantity,
})

/** The sum of amounts of one currency; zero of that currency where there are none. */
export const sum = (amounts: readonly Money[], currency: Currency): Money =>
  amounts.reduce(add, zero(currency))

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
