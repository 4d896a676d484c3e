import type { QueueName, TableName } from '@/infra/resources'
import { consumers as assets } from '@/server/assets/consumers'
import { consumers as catalogue } from '@/server/catalogue/consumers'
import { consumers as checkout } from '@/server/checkout/consumers'
import { consumers as content } from '@/server/content/consumers'
import { consumers as customers } from '@/server/customers/consumers'
import { consumers as delivery } from '@/server/delivery/consumers'
import { consumers as engagement } from '@/server/engagement/consumers'
import { stockEvents } from '@/server/inventory/events'
import { archivists } from '@/server/orders/archiving'
import { consumers as orders } from '@/server/orders/consumers'
import { type Consumer, parseEnvelope } from '@/server/platform/events'
import type { Deriver } from '@/server/platform/relay'
import { reacting } from '@/server/platform/telemetry/reaction'
import { consumers as reviews } from '@/server/reviews/consumers'
import { consumers as search } from '@/server/search/consumers'

/** Who reacts to what: each queue with the reactions of the room that owns it. Which events reach a queue is declared in
 *  `infra/resources.ts`. */
export const consumersByQueue: Partial<Record<QueueName, readonly Consumer[]>> = {
  'archive-consumer': archivists,
  'customers-consumer': customers,
  'catalogue-consumer': catalogue,
  'search-consumer': search,
  'orders-consumer': orders,
  'checkout-consumer': checkout,
  'assets-consumer': assets,
  'delivery-consumer': delivery,
  'engagement-consumer': engagement,
  'content-consumer': content,
  'reviews-consumer': reviews,
}

/** Tables whose changes tell events that no item carries. */
export const derivers: Partial<Record<TableName, Deriver>> = { inventory: stockEvents }

/** Hands a message's event to everybody who reacts to it, under the request that caused it.
 *  @throws what a reaction throws: the message must come again */
export async function dispatch(
  queue: QueueName,
  consumers: readonly Consumer[],
  body: unknown,
): Promise<void> {
  const event = parseEnvelope(body)
  const concerned = consumers.filter((consumer) => consumer.eventName === event.name)
  if (concerned.length === 0) return
  await reacting(queue, event, async () => {
    for (const consumer of concerned) await consumer.handle(event)
  })
}
