import { isOver } from './machine'
import { checkoutKey, checkouts } from './store'

/** Forgets a checkout that has come to its end; one in which money may be moving stays, and expires by itself.
 *  @throws Unavailable */
export async function forgetCheckout(id: string): Promise<void> {
  const known = await checkouts.get(checkoutKey(id))
  if (known && isOver(known.state)) await checkouts.remove(checkoutKey(id))
}
