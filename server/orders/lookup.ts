import { createHash, timingSafeEqual } from 'node:crypto'
import { orderToken } from './access'
import type { Order } from './model'
import { normalisedNumber } from './number'
import { orders, tries, triesKey } from './store'
import { epochSeconds } from '@/server/platform/clock'
import { Conflict, NotFound, TooMany } from '@/server/platform/errors'

const windowSeconds = 900
const triesPerWindow = 10

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Counts a try by this subject. @throws TooMany `too-many-lookups` with the seconds to wait */
async function countTry(subject: string): Promise<void> {
  const window = Math.floor(epochSeconds() / windowSeconds) * windowSeconds
  const hashed = digest(subject).toString('base64url')
  for (let attempt = 0; attempt < 8; attempt++) {
    const known = await tries.get(triesKey(hashed, window))
    if (known && known.count >= triesPerWindow) {
      const retryAfter = window + windowSeconds - epochSeconds()
      throw new TooMany('too-many-lookups', 'too many tries; wait a little', { retryAfter })
    }
    try {
      if (known) await tries.replace(known, { ...known, count: known.count + 1 })
      else await tries.create({ subject: hashed, window, count: 1, version: 0 })
      return
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
    }
  }
  throw new TooMany('too-many-lookups', 'too many tries at once', { retryAfter: 5 })
}

/** Finds a guest's order by its number and e-mail address, and gives the token that opens it. Both wrong and unknown look the
 *  same and take the same steps.
 *  @throws NotFound `order`, TooMany `too-many-lookups` */
export async function lookUpOrder(
  written: string,
  email: string,
): Promise<{ id: string; number: string; token: string }> {
  const number = normalisedNumber(written)
  const address = email.trim().toLowerCase()
  await Promise.all([countTry(`number:${number}`), countTry(`email:${address}`)])
  const found = await orders.query({ index: 'byNumber', attribute: 'number', equals: number }, { limit: 2 })
  const order: Order | undefined = found.items[0]
  const matches = timingSafeEqual(digest(order?.email ?? 'nobody'), digest(address))
  if (!order || !matches) throw new NotFound('order', 'no order has this number and address')
  return { id: order.id, number: order.number, token: orderToken(order.id) }
}
