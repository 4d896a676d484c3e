import { drive } from './drive'
import { forgetPayer } from './erasure'
import { inPayment } from './machine'
import { checkoutKey, checkouts } from './store'
import { erasureRequested } from '@/server/customers/events'
import { paymentNews } from '@/server/payments/events'
import { giveUp } from '@/server/payments/payments'
import { reconcilePayment } from '@/server/payments/reconcile'
import { type Consumer, on } from '@/server/platform/events'

/** What follows from news of a payment: the checkout goes on at once, without waiting for the shopper to come back. And from a customer's
 *  wish to be forgotten: what paying has left of them goes. */
export const consumers: readonly Consumer[] = [
  on(paymentNews, ({ data }) => hearOfPayment(data.key)),
  on(erasureRequested, ({ data }) => forgetPayer(data.customerId)),
]

/** Looks what has become of a payment. One that its checkout no longer waits for is given up, or its money given back.
 *  @throws Unavailable, ProviderTimeout, Conflict: the message comes again */
async function hearOfPayment(key: string): Promise<void> {
  const checkout = await checkouts.get(checkoutKey(key.replace(/-\d+$/, '')))
  const awaited = checkout?.attempt?.key === key
  if (awaited && inPayment(checkout.state)) {
    await drive(checkout)
    return
  }
  const ordered = awaited && checkout.state === 'completed'
  if (!ordered && checkout) await giveUp(key)
  else await reconcilePayment(key)
}
