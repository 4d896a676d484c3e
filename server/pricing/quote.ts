import { z } from 'zod'
import type { MarketId } from '@/lib/markets'
import { marketById } from '@/lib/markets'
import type { Promotion } from './model'
import { type Destination, partOf, taxRates, type TaxClass } from './tax'

const QuoteLine = z.object({
  sku: z.string(),
  quantity: z.int().positive(),
  unit: z.int().nonnegative(),
  /** `unit` × `quantity`. */
  goods: z.int().nonnegative(),
  discount: z.int().nonnegative(),
  /** Millionths: 200000 is 20 %. */
  taxRate: z.int().nonnegative(),
  tax: z.int().nonnegative(),
})

/** What goods come to, in minor units of the market's currency. `total = goods − discount + delivery (+ tax, where it is not
 *  included in prices)`. */
export const Quote = z.object({
  goods: z.int().nonnegative(),
  discount: z.int().nonnegative(),
  delivery: z.int().nonnegative(),
  tax: z.int().nonnegative(),
  taxIncluded: z.boolean(),
  /** False where the destination decides the tax and is not known yet. */
  taxKnown: z.boolean(),
  total: z.int().nonnegative(),
  lines: z.array(QuoteLine),
  /** By rate (millionths); `base` is net of tax. */
  taxes: z.array(z.object({ rate: z.int(), base: z.int(), amount: z.int() })),
})
export type Quote = z.infer<typeof Quote>

export interface QuoteRequest {
  market: MarketId
  lines: readonly { sku: string; quantity: number; unit: number; taxClass: TaxClass }[]
  /** One that applies (`promotionRefusal` says whether). */
  promotion?: Promotion
  /** Minor units, as the market shows prices. */
  delivery: number
  destination?: Destination
}

/** Works out totals, discount and tax. Pure: the same request always comes to the same sums. */
export function quote({ market, lines, promotion, delivery, destination }: QuoteRequest): Quote {
  const { taxIncluded } = marketById(market)
  const rates = taxRates(market, destination)
  const amounts = lines.map((line) => line.unit * line.quantity)
  const goods = total(amounts)
  const discount = discountOn(goods, market, promotion)
  const discounts = shares(discount, amounts)
  const charged = promotion?.effect.kind === 'free-delivery' ? 0 : delivery

  const quoted = lines.map((line, index) => {
    const amount = amounts[index] ?? 0
    const share = discounts[index] ?? 0
    const rate = rates.goods[line.taxClass]
    return {
      sku: line.sku,
      quantity: line.quantity,
      unit: line.unit,
      goods: amount,
      discount: share,
      taxRate: rate,
      tax: taxOn(amount - share, rate, taxIncluded),
    }
  })
  const parts = [
    ...quoted.map((line) => ({ rate: line.taxRate, amount: line.goods - line.discount, tax: line.tax })),
    { rate: rates.delivery, amount: charged, tax: taxOn(charged, rates.delivery, taxIncluded) },
  ]
  const tax = total(parts.map((part) => part.tax))
  return {
    goods,
    discount,
    delivery: charged,
    tax,
    taxIncluded,
    taxKnown: rates.known,
    total: goods - discount + charged + (taxIncluded ? 0 : tax),
    lines: quoted,
    taxes: byRate(parts, taxIncluded),
  }
}

const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0)

/** Tax within (`included`) or on top of an amount, rounded half up for each line, as tax offices accept. */
function taxOn(amount: number, rate: number, included: boolean): number {
  return included ? amount - partOf(amount, 1_000_000, 1_000_000 + rate) : partOf(amount, rate, 1_000_000)
}

function discountOn(goods: number, market: MarketId, promotion: Promotion | undefined): number {
  const effect = promotion?.effect
  if (effect?.kind === 'share') return Math.min(goods, partOf(goods, effect.basisPoints, 10_000))
  if (effect?.kind === 'amount') return Math.min(goods, effect.amounts[market] ?? 0)
  return 0
}

/** Splits an amount in proportion to weights, to the last penny (largest remainder; the earlier line wins a tie).
 *  No share is larger than its weight where the amount is not larger than their sum. */
export function shares(amount: number, weights: readonly number[]): number[] {
  const sum = total(weights)
  if (sum === 0) return weights.map(() => 0)
  const exact = weights.map((weight) => ({
    whole: Number((BigInt(amount) * BigInt(weight)) / BigInt(sum)),
    rest: (BigInt(amount) * BigInt(weight)) % BigInt(sum),
  }))
  const result = exact.map(({ whole }) => whole)
  const left = amount - total(result)
  const order = exact
    .map(({ rest }, index) => ({ rest, index }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1))
  for (const { index } of order.slice(0, left)) result[index] = (result[index] ?? 0) + 1
  return result
}

function byRate(parts: readonly { rate: number; amount: number; tax: number }[], included: boolean) {
  const rates = [...new Set(parts.filter((part) => part.amount > 0).map((part) => part.rate))].sort(
    (a, b) => b - a,
  )
  return rates.map((rate) => {
    const same = parts.filter((part) => part.rate === rate)
    const amount = total(same.map((part) => part.tax))
    const gross = total(same.map((part) => part.amount))
    return { rate, base: included ? gross - amount : gross, amount }
  })
}

export type PromotionRefusal = 'not-started' | 'ended' | 'minimum' | 'not-here'

/** Why a promotion does not apply to goods of this worth (minor units) in a market now, or `undefined` when it does. */
export function promotionRefusal(
  promotion: Promotion,
  { market, goods, at }: { market: MarketId; goods: number; at: number },
): PromotionRefusal | undefined {
  if (promotion.startsAt && at < Date.parse(promotion.startsAt)) return 'not-started'
  if (promotion.endsAt && at >= Date.parse(promotion.endsAt)) return 'ended'
  if (promotion.effect.kind === 'amount' && promotion.effect.amounts[market] === undefined) return 'not-here'
  return goods < (promotion.minimum[market] ?? 0) ? 'minimum' : undefined
}
