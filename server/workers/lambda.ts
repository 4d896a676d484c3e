import { unmarshall } from '@aws-sdk/util-dynamodb'
import { z } from 'zod'
import { physicalName, type QueueName, type TableName, tables } from '@/infra/resources'
import { sweepUploads, workOffArrival } from '@/server/assets/arrivals'
import { workOffRenditions } from '@/server/assets/consumers'
import { workOffObjectEvent } from '@/server/assets/index-events'
import { sweepIndex } from '@/server/assets/reconcile'
import { followRestores } from '@/server/archive/restores'
import { recoverCheckouts } from '@/server/checkout/recovery'
import { sweepContent } from '@/server/content/due'
import { reactToFence } from '@/server/delivery/consumers'
import { lapseReviews } from '@/server/fraud/reviews'
import { sweepHolds } from '@/server/inventory/holds'
import { recoverRefunds } from '@/server/payments/refunds'
import { config } from '@/server/platform/config'
import { log } from '@/server/platform/log'
import { type ItemChange, relayChanges } from '@/server/platform/relay'
import { onSignIn } from '@/server/sessions/sign-in-trigger'
import { consumersByQueue, derivers, dispatch } from './consumers'
import { streamedTables, sweepOutbox } from './sweeps'

/** The entry points of the workers on AWS: the same reactions as in `local.ts`, driven by event source mappings and schedules. */

const SqsEvent = z.object({ Records: z.array(z.object({ messageId: z.string(), body: z.string() })) })
type Image = Parameters<typeof unmarshall>[0]
const StreamEvent = z.object({
  Records: z.array(
    z.object({
      eventSourceARN: z.string(),
      dynamodb: z.object({
        SequenceNumber: z.string(),
        NewImage: z.custom<Image>().optional(),
        OldImage: z.custom<Image>().optional(),
      }),
    }),
  ),
})
const OutboxSweep = z.object({ table: z.enum(streamedTables) })
interface BatchFailures {
  batchItemFailures: { itemIdentifier: string }[]
}

/** Reacts to a queue's messages; those that fail come again by themselves. */
const queueHandler = (queue: QueueName) =>
  messageHandler(queue, (body) => dispatch(queue, consumersByQueue[queue] ?? [], body))

function messageHandler(
  queue: QueueName,
  handle: (body: unknown) => Promise<void>,
): (event: unknown) => Promise<BatchFailures> {
  return async (event) => {
    const batchItemFailures: BatchFailures['batchItemFailures'] = []
    for (const { messageId, body } of SqsEvent.parse(event).Records) {
      try {
        await handle(JSON.parse(body))
      } catch (error) {
        log.warn({ err: error, queue, message: messageId }, 'a message was not handled; it comes again')
        batchItemFailures.push({ itemIdentifier: messageId })
      }
    }
    return { batchItemFailures }
  }
}

export const catalogueConsumer = queueHandler('catalogue-consumer')
export const searchConsumer = queueHandler('search-consumer')
export const checkoutConsumer = queueHandler('checkout-consumer')
export const ordersConsumer = queueHandler('orders-consumer')
export const archiveConsumer = queueHandler('archive-consumer')
export const customersConsumer = queueHandler('customers-consumer')
export const deliveryConsumer = queueHandler('delivery-consumer')
export const deliveryFencesConsumer = messageHandler('delivery-fences', reactToFence)
export const engagementConsumer = queueHandler('engagement-consumer')
export const contentConsumer = queueHandler('content-consumer')
export const reviewsConsumer = queueHandler('reviews-consumer')
export const assetsConsumer = queueHandler('assets-consumer')
export const renditionsConsumer = messageHandler('renditions', workOffRenditions)
export const uploadsConsumer = messageHandler('uploads', workOffArrival)
export const assetObjectsConsumer = messageHandler('asset-objects', workOffObjectEvent)

const tableIn = (arn: string): TableName | undefined =>
  Object.keys(tables)
    .filter((name): name is TableName => name in tables)
    .find((name) => arn.includes(`:table/${physicalName(config().stage, name)}/`))

/** Relays the changes of tables to the bus. A failure repeats the batch from its first record. */
export async function relay(event: unknown): Promise<BatchFailures> {
  const { Records } = StreamEvent.parse(event)
  const changes = Records.flatMap(({ eventSourceARN, dynamodb }): ItemChange[] => {
    const table = tableIn(eventSourceARN)
    const image = (value: Image | undefined) => value && unmarshall(value)
    return table ? [{ table, before: image(dynamodb.OldImage), after: image(dynamodb.NewImage) }] : []
  })
  try {
    await relayChanges(changes, derivers)
    return { batchItemFailures: [] }
  } catch (error) {
    log.error({ err: error }, 'changes were not relayed; they come again')
    const first = Records[0]?.dynamodb.SequenceNumber
    return { batchItemFailures: first === undefined ? [] : [{ itemIdentifier: first }] }
  }
}

/** A function that a schedule calls; what it is called with says nothing. */
const scheduled = (work: () => Promise<number>) => (): Promise<number> => work()

/** Each under the role of the room whose things it looks after: `schedules` in `infra/service-access.ts`. */
export const sweepCheckouts = scheduled(recoverCheckouts)
export const sweepHeld = scheduled(sweepHolds)
export const sweepRefunds = scheduled(recoverRefunds)
export const sweepReviews = scheduled(lapseReviews)
export const sweepRestores = scheduled(followRestores)
export const sweepArrivals = scheduled(sweepUploads)
export const sweepPlannedContent = scheduled(sweepContent)
/** Every night: makes the asset index say what is in the bucket. */
export const reconcile = scheduled(sweepIndex)

/** Every minute, for each streamed table: publishes what its stream has lost. */
export const sweepOutboxOf = (event: unknown): Promise<number> => sweepOutbox(OutboxSweep.parse(event).table)

/** Before and after each sign-in at the user pool: its pre-authentication and its post-authentication trigger. */
export const signIns = onSignIn
