import type Stripe from 'stripe'
import { paymentNews } from './events'
import { received, receivedKey } from './store'
import { asked, stripe } from './stripe/client'
import { isoNow, now } from '@/server/platform/clock'
import { config } from '@/server/platform/config'
import { Conflict, Forbidden, NotFound } from '@/server/platform/errors'
import { log } from '@/server/platform/log'
import { sendMessage } from '@/server/platform/queues'

/** Older than this, a signed message may be a recording (Stripe's own default). */
const toleranceSeconds = 300

/** Takes a message of Stripe in: checked against its signature and age, handed on once for each event. What it claims is not
 *  believed; whoever reacts asks Stripe. Stripe sends it again when this throws.
 *  @param body byte for byte as it came
 *  @throws Forbidden `webhook-refused` when it is forged, altered or too old; NotFound `stripe` where Stripe is not configured;
 *  Unavailable */
export async function receiveStripeEvent(body: string, signature: string | undefined): Promise<void> {
  const event = verified(body, signature)
  if (await received.get(receivedKey(event.id))) return
  const key = paymentOf(event) ?? (await paymentOfIntent(event))
  if (key !== undefined) await sendMessage('checkout-consumer', paymentNews({ key }))
  try {
    await received.create({ id: event.id, type: event.type, at: isoNow(), version: 0 })
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
  }
}

function verified(body: string, signature: string | undefined): Stripe.Event {
  const secret = config().stripe?.webhookSecret
  if (secret === undefined) throw new NotFound('stripe', 'no webhook of Stripe is expected')
  try {
    return stripe().webhooks.constructEvent(body, signature ?? '', secret, toleranceSeconds, undefined, now())
  } catch (error) {
    log.warn({ err: error }, 'a webhook was refused')
    throw new Forbidden('webhook-refused', 'it is not signed by Stripe, or too old', {}, { cause: error })
  }
}

/** Our key of the payment that an event is about; `undefined` for events that concern no payment of ours. */
function paymentOf(event: Stripe.Event): string | undefined {
  const thing: object = event.data.object
  const metadata: unknown = Reflect.get(thing, 'metadata')
  const key: unknown =
    typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'payment') : undefined
  return typeof key === 'string' && key !== '' ? key.slice(0, 200) : undefined
}

/** A refund that somebody made at Stripe does not name our payment, but its intent does. */
async function paymentOfIntent({ data }: Stripe.Event): Promise<string | undefined> {
  const intent: unknown = Reflect.get(data.object, 'payment_intent')
  if (Reflect.get(data.object, 'object') !== 'refund' || typeof intent !== 'string') return undefined
  return (await asked((client) => client.paymentIntents.retrieve(intent))).metadata.payment
}
