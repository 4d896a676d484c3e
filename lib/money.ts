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

const digitsOf = (text: string): string =>
  text.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - '٠'.charCodeAt(0)))

/** What somebody has written as an amount, in minor units: `12.50`, `12,5`, `١٢٫٥٠`. Nothing where it could be read in two ways
 *  (`1,250`) or is no amount. */
export function minorUnits(written: string): number | undefined {
  const found = /^(\d{1,9})(?:[.,٫](\d{1,2}))?$/.exec(digitsOf(written.trim()))
  if (!found) return undefined
  const [, whole = '', part = ''] = found
  return Number(whole) * 100 + Number(part.padEnd(2, '0'))
}

/** An amount as `minorUnits` reads it, with the decimal mark of a locale and Latin digits: 12.50, 12,50. */
export const writtenAmount = (amount: number, locale: Locale): string =>
  new Intl.NumberFormat(locale, {
    useGrouping: false,
    minimumFractionDigits: 2,
    numberingSystem: 'latn',
  }).format(amount / 100)
