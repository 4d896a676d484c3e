import type { Currency } from '@/lib/markets'
import type { GiftCard, GiftMovement } from './gift-card'
import { spendable } from './gift-cards'
import type { GiftTender } from './model'
import { giftCardKey, giftCards, giftMovements } from './store'
import { isoNow } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import type { TransactPart } from '@/server/platform/tables/transact'

export interface TenderPlan {
  giftCards: GiftTender[]
  /** What is left for the card, in minor units. */
  due: number
  /** The gift cards as they were read. */
  cards: GiftCard[]
}

/** What gift cards give towards a total: each what it has, in this order; and what is left for the card. Nothing is
 *  written. @param total minor units @throws Unavailable */
export async function planTenders(
  ids: readonly string[],
  total: number,
  currency: Currency,
): Promise<TenderPlan> {
  const found = await Promise.all(ids.map((id) => giftCards.get(giftCardKey(id))))
  const cards = found.filter((card) => card !== undefined).filter((card) => card.currency === currency)
  let due = total
  const given: GiftTender[] = []
  for (const card of cards) {
    const amount = Math.min(due, spendable(card))
    if (amount <= 0) continue
    given.push({ giftCard: card.id, last4: card.last4, amount })
    due -= amount
  }
  return { giftCards: given, due, cards }
}

/** The parts of a transaction that set aside what gift cards give to a payment. @throws Conflict `stale` on commit when one of them
 *  was used in the meantime */
export const reservingTenders = (plan: TenderPlan, key: string): TransactPart[] =>
  plan.giftCards.flatMap(({ giftCard, amount }) => {
    const card = plan.cards.find((one) => one.id === giftCard)
    return card ? [giftCards.replacing(card, { ...card, reserved: [...card.reserved, { key, amount }] })] : []
  })

/** The parts that give back what was set aside; none where that was done. @throws Unavailable */
export async function releasingTenders(tenders: readonly GiftTender[], key: string): Promise<TransactPart[]> {
  const cards = await cardsOf(tenders)
  return cards
    .filter((card) => card.reserved.some((one) => one.key === key))
    .map((card) => giftCards.replacing(card, { ...card, reserved: without(card, key) }))
}

/** The parts that spend what was set aside. @param tenders with what is really taken of each, which may be less
 *  @throws Conflict `stale` when it is not set aside any more: somebody else has spent it or let it go; Unavailable */
export async function spendingTenders(
  tenders: readonly GiftTender[],
  key: string,
  orderId: string,
): Promise<TransactPart[]> {
  const cards = await cardsOf(tenders)
  const at = isoNow()
  return cards.flatMap((card) => {
    if (card.reserved.every((one) => one.key !== key)) throw new Conflict('stale', 'it was spent by now')
    const amount = sum(tenders.filter((tender) => tender.giftCard === card.id))
    const next = { ...card, balance: card.balance - amount, reserved: without(card, key) }
    return [
      giftCards.replacing(card, next),
      ...(amount > 0 ? [movement({ giftCard: card.id, key, kind: 'spend', amount, orderId, at })] : []),
    ]
  })
}

/** The parts that give money back to gift cards. @throws Unavailable */
export async function refundingTenders(
  shares: readonly { giftCard: string; amount: number }[],
  key: string,
  orderId: string,
): Promise<TransactPart[]> {
  const cards = await cardsOf(shares)
  const at = isoNow()
  return cards.flatMap((card) => {
    const amount = sum(shares.filter((share) => share.giftCard === card.id))
    return [
      giftCards.replacing(card, { ...card, balance: card.balance + amount }),
      movement({ giftCard: card.id, key, kind: 'refund', amount, orderId, at }),
    ]
  })
}

const sum = (list: readonly { amount: number }[]): number =>
  list.reduce((total, { amount }) => total + amount, 0)
const without = (card: GiftCard, key: string) => card.reserved.filter((one) => one.key !== key)
const movement = (value: Omit<GiftMovement, 'version'>): TransactPart =>
  giftMovements.creating({ ...value, version: 0 })

const cardsOf = (list: readonly { giftCard: string }[]): Promise<GiftCard[]> =>
  Promise.all(list.map(({ giftCard }) => giftCards.require(giftCardKey(giftCard), 'gift-card')))
