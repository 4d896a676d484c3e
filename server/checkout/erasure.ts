import { forgetAccount } from '@/server/fraud/forget'
import { everyOrderOf } from '@/server/orders/held'
import { forgetGiftCodeTries, forgetGiftNotes } from '@/server/payments/forget'

/** Forgets what paying has left of a customer outside of orders: counters, decisions about the account, and words on gift cards.
 *  A repetition finds nothing more. @throws Unavailable, Conflict: to be tried again */
export async function forgetPayer(customerId: string): Promise<void> {
  await forgetAccount(customerId)
  await forgetGiftCodeTries(customerId)
  for await (const order of everyOrderOf(customerId)) await forgetGiftNotes(order.id)
}
