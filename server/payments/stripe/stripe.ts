import type Stripe from 'stripe'
import { type Answer, type AuthoriseRequest, type PaymentProvider } from '@/server/payments/provider'
import { config } from '@/server/platform/config'
import { Conflict } from '@/server/platform/errors'
import { answerOf, reasonOf } from './answer'
import { asked, isDeclined, isRefused } from './client'
import { findReference, noteIntent, openReference, voidReference } from './reference'

const expand = ['latest_charge']

/** Stripe by PaymentIntents with manual capture. An intent is first made without a card, its id is noted, and only then it is
 *  confirmed: whatever answer is lost, the intent that may have moved money is known by id, and asking for it is all it takes. */
export const stripeProvider: PaymentProvider = {
  async describe(token) {
    try {
      const card = token.startsWith('ctoken_')
        ? (await asked((client) => client.confirmationTokens.retrieve(token))).payment_method_preview?.card
        : (await asked((client) => client.paymentMethods.retrieve(token))).card
      if (!card) return undefined
      const { brand, last4, fingerprint, country } = card
      return { brand, last4, fingerprint: fingerprint ?? undefined, country: country ?? undefined }
    } catch (error) {
      if (isRefused(error)) return undefined
      throw error
    }
  },

  async authorise(request) {
    const { key, token, amount } = request
    const known = await openReference({
      key,
      token,
      amount: amount.amount,
      currency: amount.currency,
      voided: false,
    })
    const same = known.token === token && known.amount === amount.amount
    if (known.token !== undefined && !same) {
      throw new Conflict('key-reused', 'the key stands for another payment', { key })
    }
    if (known.voided && known.intent === undefined) return { state: 'voided' }
    const id = known.intent ?? (await beginIntent(request))
    const answer = known.intent === undefined ? undefined : answerOf(await retrieved(id))
    if (answer) return answer
    // Whoever has given it up meanwhile has cancelled it, or is about to.
    if ((await findReference(key))?.voided) return stripeProvider.void(key)
    return confirm(id, request)
  },

  async find(key) {
    const known = await findReference(key)
    if (known?.intent === undefined) return known?.voided ? { state: 'voided' } : undefined
    const answer = answerOf(await retrieved(known.intent))
    return answer ?? (known.voided ? { state: 'voided' } : undefined)
  },

  async capture(key, amount) {
    const id = await intentOf(key)
    try {
      await asked((client) =>
        client.paymentIntents.capture(
          id,
          { amount_to_capture: amount },
          { idempotencyKey: `${key}-capture-${amount}` },
        ),
      )
    } catch (error) {
      if (!isRefused(error)) throw error
      const { status, amount_received: received } = await retrieved(id)
      if (status === 'succeeded' && received === amount) return
      throw new Conflict(
        'cannot-capture',
        `a payment that is ${status} cannot be captured`,
        {},
        { cause: error },
      )
    }
  },

  async void(key) {
    const { intent } = await voidReference(key)
    if (intent === undefined) return { state: 'voided' }
    try {
      return answerOf(await cancelled(intent, key)) ?? { state: 'voided' }
    } catch (error) {
      if (!isRefused(error)) throw error
    }
    return answerOf(await retrieved(intent)) ?? { state: 'voided' }
  },

  async refund(key, refundKey, amount) {
    const id = await intentOf(key)
    if (await wasRefunded(id, refundKey)) return
    try {
      await asked((client) =>
        client.refunds.create(
          { payment_intent: id, amount, metadata: { payment: key, refund: refundKey } },
          { idempotencyKey: refundKey },
        ),
      )
    } catch (error) {
      if (isRefused(error)) {
        throw new Conflict('over-refund', 'more than was captured', {}, { cause: error })
      }
      throw error
    }
  },

  async balance(key) {
    const known = await findReference(key)
    if (known?.intent === undefined) return { captured: 0, refunded: 0 }
    try {
      const [{ amount_received: captured }, refunds] = await Promise.all([
        retrieved(known.intent),
        refundsOf(known.intent),
      ])
      const refunded = refunds.filter((one) => !hasFailed(one)).reduce((sum, { amount }) => sum + amount, 0)
      return { captured, refunded }
    } catch (error) {
      // An intent that Stripe does not have has moved nothing; that audits see it as a difference is right.
      if (isRefused(error)) return { captured: 0, refunded: 0 }
      throw error
    }
  },

  async refunds(key) {
    const known = await findReference(key)
    if (known?.intent === undefined) return []
    return (await refundsOf(known.intent)).toReversed().map((refund) => ({
      key: refund.metadata?.refund,
      amount: refund.amount,
      ...(hasFailed(refund) ? { failed: refund.failure_reason ?? refund.status ?? 'unknown' } : {}),
    }))
  },
}

const retrieved = (id: string): Promise<Stripe.PaymentIntent> =>
  asked((client) => client.paymentIntents.retrieve(id, { expand }))

const cancelled = (id: string, key: string): Promise<Stripe.PaymentIntent> =>
  asked((client) => client.paymentIntents.cancel(id, { expand }, { idempotencyKey: `${key}-cancel` }))

async function intentOf(key: string): Promise<string> {
  const intent = (await findReference(key))?.intent
  if (intent === undefined) throw new Conflict('cannot-capture', 'nothing was authorised under this key')
  return intent
}

/** Makes an intent that moves nothing yet, and notes it. @returns its id */
async function beginIntent({ key, amount }: AuthoriseRequest): Promise<string> {
  const made = await asked((client) =>
    client.paymentIntents.create(
      {
        amount: amount.amount,
        currency: amount.currency.toLowerCase(),
        capture_method: 'manual',
        allowed_payment_method_types: ['card'],
        metadata: { payment: key },
      },
      { idempotencyKey: key },
    ),
  )
  return (await noteIntent(key, made.id)).intent ?? made.id
}

/** Lets the card pay an intent. Asked again, it answers for what the first time did. */
async function confirm(id: string, { key, token, returnPath }: AuthoriseRequest): Promise<Answer> {
  const card = token.startsWith('ctoken_') ? { confirmation_token: token } : { payment_method: token }
  try {
    const confirmed = await asked((client) =>
      client.paymentIntents.confirm(
        id,
        { ...card, return_url: config().siteUrl + returnPath, expand },
        { idempotencyKey: `${key}-confirm` },
      ),
    )
    return answerOf(confirmed) ?? { state: 'pending' }
  } catch (error) {
    if (isDeclined(error)) return { state: 'declined', reason: reasonOf(error) }
    if (!isRefused(error)) throw error
    // Somebody else has confirmed or given it up; or the token is none that Stripe knows.
    return answerOf(await retrieved(id)) ?? { state: 'declined', reason: error.code ?? 'unknown-token' }
  }
}

/** Idempotency keys are forgotten after a day; the refunds themselves are not, also those that have failed. */
const wasRefunded = async (intent: string, refundKey: string): Promise<boolean> =>
  (await refundsOf(intent)).some(({ metadata }) => metadata?.refund === refundKey)

/** The newest first. */
const refundsOf = (intent: string): Promise<Stripe.Refund[]> =>
  asked((client) =>
    client.refunds.list({ payment_intent: intent, limit: 100 }).autoPagingToArray({ limit: 1000 }),
  )

/** https://docs.stripe.com/refunds#failed-refunds */
const hasFailed = ({ status }: Stripe.Refund): boolean => status === 'failed' || status === 'canceled'
