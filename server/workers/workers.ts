import { setMaxListeners } from 'node:events'
import { type QueueName, queues, type TableName } from '@/infra/resources'
import { sweepUploads, workOffArrival } from '@/server/assets/arrivals'
import { followRestores } from '@/server/archive/restores'
import { workOffRenditions } from '@/server/assets/consumers'
import { workOffObjectEvent } from '@/server/assets/index-events'
import { sweepIndex } from '@/server/assets/reconcile'
import { recoverCheckouts } from '@/server/checkout/recovery'
import { sweepContent } from '@/server/content/due'
import { reactToFence } from '@/server/delivery/consumers'
import { lapseReviews } from '@/server/fraud/reviews'
import { sweepHolds } from '@/server/inventory/holds'
import { noteParkedEvent } from '@/server/operations/parked'
import { applyStatus } from '@/server/orders/status'
import { recoverRefunds } from '@/server/payments/refunds'
import { parseEnvelope } from '@/server/platform/events'
import { log } from '@/server/platform/log'
import { pause } from '@/server/platform/pause'
import { consumeQueue } from '@/server/platform/queues'
import { type ItemChange, relayChanges } from '@/server/platform/relay'
import { streams } from '@/server/platform/streams'
import { reacting } from '@/server/platform/telemetry/reaction'
import { openCheckpoints } from './checkpoints'
import { consumersByQueue, derivers, dispatch } from './consumers'
import { runFunctions } from './functions'
import { openOrderManagement, type OrderManagement } from './order-management'
import { openRush } from './rush'
import { readStream } from './stream-reader'
import { streamedTables, sweepOutboxes } from './sweeps'

const day = 86_400_000
/** Of queues whose messages are heavy: making a picture's renditions takes seconds of a processor. */
const atOnce: Partial<Record<QueueName, number>> = { 'content-consumer': 1 }

export interface Workers {
  orderManagement: OrderManagement
  /** Ends when what is in hand is done. */
  stop(): Promise<void>
}

/** Starts everything that works behind the shop: the relay of all streams, the consumers of all queues, the stand-in for the order
 *  management, and what sweeps up after crashes. */
export function startWorkers({ omsPaceMilliseconds }: { omsPaceMilliseconds: number }): Workers {
  const stopping = new AbortController()
  const { signal } = stopping
  setMaxListeners(0, signal)
  const checkpoints = openCheckpoints()
  const orderManagement = openOrderManagement(omsPaceMilliseconds)
  const rush = openRush()
  /** Works a queue off while no rush is on. */
  const unhurried = (queue: QueueName, handle: (body: unknown) => Promise<void>, most?: number) =>
    consumeQueue(queue, handle, signal, most, () => rush.lull(signal))
  const relayed = async (changes: ItemChange[]) => {
    rush.note(changes)
    await relayChanges(changes, derivers)
    await rush.gather(signal)
  }
  const relay = (table: TableName) => readStream(table, checkpoints, relayed, signal)
  const consumed = Object.keys(queues).filter((name): name is QueueName => name in queues)
  const running = [
    ...streamedTables.map(relay),
    ...consumed.flatMap((queue) => {
      const consumers = consumersByQueue[queue]
      return consumers ? [unhurried(queue, (body) => dispatch(queue, consumers, body), atOnce[queue])] : []
    }),
    consumeQueue('renditions', workOffRenditions, signal, 1),
    consumeQueue('uploads', workOffArrival, signal, 1),
    consumeQueue('asset-objects', workOffObjectEvent, signal),
    consumeQueue('delivery-fences', reactToFence, signal),
    unhurried('oms', (body) => reacting('oms', parseEnvelope(body), () => orderManagement.handle(body))),
    streams().consume('order-status', 'orders', async ({ value }) => void (await applyStatus(value)), signal),
    streams().consume('parked-events', 'operations', ({ value }) => noteParkedEvent(value), signal),
    runFunctions(signal),
    repeatedly('order management', 200, () => orderManagement.tick(), signal),
    repeatedly('checkout recovery', 1_000, recoverCheckouts, signal),
    repeatedly('hold expiry', 2_000, sweepHolds, signal),
    repeatedly('reviews', 15_000, lapseReviews, signal),
    repeatedly('refund recovery', 10_000, recoverRefunds, signal),
    repeatedly('archive restores', 5_000, followRestores, signal),
    repeatedly('outbox sweeper', 5_000, () => rush.lull(signal).then(sweepOutboxes), signal),
    repeatedly('planned content', 2_000, sweepContent, signal),
    repeatedly('upload sweeper', 15_000, sweepUploads, signal),
    pause(day, signal).then(() => repeatedly('asset reconciliation', day, sweepIndex, signal)),
  ]
  return {
    orderManagement,
    async stop() {
      stopping.abort()
      await Promise.all(running)
    },
  }
}

/** Does something again and again until the signal; at once when something was done. A failure is logged and tried again. */
async function repeatedly(
  what: string,
  milliseconds: number,
  work: () => Promise<number>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    let done = 0
    try {
      done = await work()
    } catch (error) {
      log.error({ err: error, what }, 'a worker failed; trying again')
    }
    if (done === 0) await pause(milliseconds, signal)
  }
}
