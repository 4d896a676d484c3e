import { requireOrder } from '@/server/orders/orders'
import { paymentOf } from '@/server/payments/payments'
import { TooMany } from '@/server/platform/errors'
import { eventStream } from '@/server/platform/http/event-stream'
import { log } from '@/server/platform/log'

const lookMilliseconds = 500
/** Orders that one process watches at once. */
const mostWatchers = 24
let watchers = 0

/** Tells that an order or its money has changed: its versions, whenever they are others. Whoever calls has made sure that they may know.
 *  @throws NotFound `order`, TooMany `too-many-consoles`, Unavailable */
export async function watchOrder(id: string, signal: AbortSignal): Promise<Response> {
  await requireOrder(id)
  if (watchers >= mostWatchers) {
    throw new TooMany('too-many-consoles', 'too many consoles are open', { retryAfter: 30 })
  }
  return eventStream(signal, ({ send }) => {
    let open = true
    watchers += 1
    const look = async () => {
      let told = ''
      while (open) {
        const versions = await versionsOf(id)
        if (open && versions !== undefined && versions !== told) {
          told = versions
          send('order', { versions })
        }
        await new Promise((resolve) => setTimeout(resolve, lookMilliseconds))
      }
    }
    void look()
    return () => {
      if (open) watchers -= 1
      open = false
    }
  })
}

async function versionsOf(id: string): Promise<string | undefined> {
  try {
    const [order, payment] = await Promise.all([requireOrder(id), paymentOf(id)])
    return `${order.version}-${payment.version}`
  } catch (error) {
    log.warn({ err: error, order: id }, 'an order that is watched cannot be read; trying again')
    return undefined
  }
}
