import { marketById } from '@/lib/markets'
import { changeCheckout, ownCheckout, viewOf } from './checkout'
import type { CheckoutView } from './model'
import { findGiftCard } from '@/server/payments/gift-cards'
import { Conflict } from '@/server/platform/errors'
import type { Customer, Guest } from '@/server/platform/principal'

const most = 5

/** Lets a gift card pay for a checkout, as far as it goes, before any card does. Nothing is taken before the payment begins; the
 *  same code again changes nothing.
 *  @throws NotFound `checkout`, `gift-card`
 *  @throws Conflict `gift-card-currency`, `gift-card-empty`, `gift-cards-full`, `payment-in-progress`, `checkout-over`
 *  @throws TooMany `too-many-gift-codes` */
export async function useGiftCard(who: Customer | Guest, id: string, code: string): Promise<CheckoutView> {
  const checkout = await ownCheckout(who, id)
  const card = await findGiftCard(code, marketById(checkout.market).currency, who.id)
  const next = await changeCheckout(checkout, (current) => {
    if (current.giftCards.some((known) => known.id === card.id)) return current
    if (current.giftCards.length >= most) throw new Conflict('gift-cards-full', 'five gift cards at most')
    return { ...current, giftCards: [...current.giftCards, { id: card.id, last4: card.last4 }] }
  })
  return viewOf(next)
}

/** Leaves a gift card out again; nothing happens where it was not in.
 *  @throws NotFound `checkout`, Conflict `payment-in-progress`, `checkout-over` */
export async function dropGiftCard(who: Customer | Guest, id: string, card: string): Promise<CheckoutView> {
  const checkout = await ownCheckout(who, id)
  const next = await changeCheckout(checkout, (current) => ({
    ...current,
    giftCards: current.giftCards.filter((known) => known.id !== card),
  }))
  return viewOf(next)
}
