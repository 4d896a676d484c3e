import type { MarketId } from '@/lib/markets'

export type TaxClass = 'standard' | 'reduced' | 'zero'
/** Where goods go, as far as tax asks. */
export interface Destination {
  country: string
  region?: string
}

/** Millionths: 200000 is 20 %. */
interface TaxRates {
  goods: Readonly<Record<TaxClass, number>>
  delivery: number
  known: boolean
}

/** GB: VAT notice 700; DE: § 12 UStG; AE: Federal Decree-Law 8 of 2017. Delivery bears the standard rate. */
const valueAddedTax: Readonly<Record<Exclude<MarketId, 'US'>, TaxRates>> = {
  GB: { goods: { standard: 200_000, reduced: 50_000, zero: 0 }, delivery: 200_000, known: true },
  DE: { goods: { standard: 190_000, reduced: 70_000, zero: 0 }, delivery: 190_000, known: true },
  AE: { goods: { standard: 50_000, reduced: 50_000, zero: 0 }, delivery: 50_000, known: true },
}

/** State-wide sales tax on goods, in millionths, by USPS code. County and city taxes come on top in reality: a retailer with
 *  a duty to collect them puts a tax service in place of this table. Delivery that is stated separately is not taxed here. */
export const salesTax: Readonly<Record<string, number>> = {
  AL: 40_000,
  AK: 0,
  AZ: 56_000,
  AR: 65_000,
  CA: 72_500,
  CO: 29_000,
  CT: 63_500,
  DE: 0,
  DC: 60_000,
  FL: 60_000,
  GA: 40_000,
  HI: 40_000,
  ID: 60_000,
  IL: 62_500,
  IN: 70_000,
  IA: 60_000,
  KS: 65_000,
  KY: 60_000,
  LA: 50_000,
  ME: 55_000,
  MD: 60_000,
  MA: 62_500,
  MI: 60_000,
  MN: 68_750,
  MS: 70_000,
  MO: 42_250,
  MT: 0,
  NE: 55_000,
  NV: 68_500,
  NH: 0,
  NJ: 66_250,
  NM: 48_750,
  NY: 40_000,
  NC: 47_500,
  ND: 50_000,
  OH: 57_500,
  OK: 45_000,
  OR: 0,
  PA: 60_000,
  RI: 70_000,
  SC: 60_000,
  SD: 42_000,
  TN: 70_000,
  TX: 62_500,
  UT: 48_500,
  VT: 60_000,
  VA: 43_000,
  WA: 65_000,
  WV: 60_000,
  WI: 50_000,
  WY: 40_000,
} // prettier-ignore

/** The rates for a sale in a market that is sent to a destination. */
export function taxRates(market: MarketId, destination: Destination | undefined): TaxRates {
  if (market !== 'US') return valueAddedTax[market]
  const rate = salesTax[destination?.region?.toUpperCase() ?? '']
  const goods = rate ?? 0
  return { goods: { standard: goods, reduced: goods, zero: 0 }, delivery: 0, known: rate !== undefined }
}

/** `amount × numerator ÷ denominator`, rounded half up, exact for every safe integer. */
export function partOf(amount: number, numerator: number, denominator: number): number {
  const [n, d] = [BigInt(amount) * BigInt(numerator), BigInt(denominator)]
  return Number((2n * n + d) / (2n * d))
}
