import { forgetTally } from '@/server/platform/tables/tally'
import { giftCardBook, triesOf } from './gift-cards'
import { giftMovements, paymentKey, payments } from './store'

/** Forgets the codes that somebody has tried. @param who `cus_…` @throws Unavailable */
export const forgetGiftCodeTries = (who: string): Promise<void> => forgetTally(triesOf(who))

/** Takes out of the gift cards that paid for an order what was written about people: the reasons why they were issued. A card is money
 *  that is owed to whoever has its code, so its balance, its code's hash, its figures and its orders stay.
 *  @throws Unavailable, Conflict `stale`: to be tried again */
export async function forgetGiftNotes(orderId: string): Promise<void> {
  const payment = await payments.get(paymentKey(orderId))
  for (const { giftCard } of payment?.giftCards ?? []) {
    const { movements } = await giftCardBook(giftCard)
    for (const movement of movements) {
      if (movement.note !== undefined) await giftMovements.replace(movement, { ...movement, note: undefined })
    }
  }
}
