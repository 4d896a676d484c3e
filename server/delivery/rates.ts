import type { MarketId } from '@/lib/markets'
import { now } from '@/server/platform/clock'
import type { DeliveryMethodId } from './model'

/** What a way of delivery costs in a market (minor units, as the market shows prices) and how many days it takes. */
interface DeliveryRate {
  amount: number
  /** Goods of at least this much, after discount, are delivered free. */
  freeFrom?: number
  days: readonly [earliest: number, latest: number]
}

export const deliveryRates: Readonly<Record<MarketId, Readonly<Record<DeliveryMethodId, DeliveryRate>>>> = {
  GB: { standard: { amount: 395, freeFrom: 5000, days: [2, 4] }, express: { amount: 795, days: [1, 1] } },
  DE: { standard: { amount: 590, freeFrom: 7500, days: [3, 6] }, express: { amount: 1290, days: [2, 3] } },
  US: { standard: { amount: 795, freeFrom: 9900, days: [4, 8] }, express: { amount: 1995, days: [2, 3] } },
  AE: { standard: { amount: 2500, freeFrom: 35_000, days: [5, 9] }, express: { amount: 6500, days: [3, 4] } },
}

/** What delivery costs for goods of this worth after discount (minor units). */
export function deliveryAmount(market: MarketId, method: DeliveryMethodId, goods: number): number {
  const rate = deliveryRates[market][method]
  return rate.freeFrom !== undefined && goods >= rate.freeFrom ? 0 : rate.amount
}

/** What is missing until standard delivery is free; 0 when it is, `undefined` where it never is. */
export function untilFreeDelivery(market: MarketId, goods: number): number | undefined {
  const { freeFrom } = deliveryRates[market].standard
  return freeFrom === undefined ? undefined : Math.max(0, freeFrom - goods)
}

const dayAfter = (days: number): string => new Date(now() + days * 86_400_000).toISOString().slice(0, 10)

/** The days between which goods that are ordered now arrive. */
export function deliveryWindow(market: MarketId, method: DeliveryMethodId) {
  const [earliest, latest] = deliveryRates[market][method].days
  return { earliest: dayAfter(earliest), latest: dayAfter(latest) }
}
