import { z } from 'zod'
import { paymentNews } from './events'
import { type CardSummary, PaymentToken } from './model'
import { type Answer, type CardFacts, type PaymentProvider, ProviderTimeout } from './provider'
import { now } from '@/server/platform/clock'
import { Conflict, Invalid } from '@/server/platform/errors'
import { sendMessage } from '@/server/platform/queues'
import { changed, unchanged } from '@/server/platform/tables/change'
import { entity } from '@/server/platform/tables/entity'
import { Currency } from '@/server/platform/schemas'

/** The provider of development and tests: it behaves like a real one, durable and idempotent, and what a card does is said by its
 *  token: `tok_success`, `tok_decline`, `tok_challenge` (3-D Secure), `tok_timeout` (charged, but the answer is lost), `tok_lost`
 *  (the request never arrived), `tok_late_success` (decided after three seconds), `tok_refund_fails`
 *  (its bank sends the first refund back). `_visa_4242` may follow, then where the card is from and by what it
 *  is recognised: `_US_fp7c`. Without these it is nobody's card. */
const tokenShape =
  /^tok_(success|decline|challenge|timeout|lost|late_success|refund_fails)(?:_(visa|mastercard|amex)_(\d{4}))?(?:_([A-Z]{2}))?(?:_fp(\w+))?$/
const lateMilliseconds = 3000

export const IntentKey = z.string().regex(/^[\w-]{10,80}$/)
const Intent = z.object({
  key: IntentKey,
  version: z.int().nonnegative(),
  token: PaymentToken,
  amount: z.int().nonnegative(),
  currency: Currency,
  returnPath: z.string(),
  state: z.enum(['authorised', 'challenge', 'declined', 'pending', 'voided']),
  /** Epoch milliseconds at which a pending one is decided. */
  decidedAt: z.number().optional(),
  captured: z.int().nonnegative(),
  refunds: z.array(z.object({ key: z.string(), amount: z.int().positive(), failed: z.string().optional() })),
})
type Intent = z.infer<typeof Intent>

const intentKey = (key: string) => ({ pk: `sandbox#${key}`, sk: 'intent' })
const intents = entity({ table: 'payments', schema: Intent, key: (intent) => intentKey(intent.key) })

const behaviourOf = (token: string) => tokenShape.exec(token)?.[1]
const cardOf = (token: string): CardSummary => {
  const [, , brand = 'visa', last4 = '4242'] = tokenShape.exec(token) ?? []
  return { brand, last4 }
}

function factsOf(token: string): CardFacts | undefined {
  const [whole, , , , country, fingerprint] = tokenShape.exec(token) ?? []
  if (whole === undefined) return undefined
  return { ...cardOf(token), country, fingerprint: fingerprint && `sandbox-${fingerprint}` }
}

const stateAtFirst = (token: string): Intent['state'] => {
  switch (behaviourOf(token)) {
    case 'success':
    case 'refund_fails':
    case 'timeout':
    case 'lost':
      return 'authorised'
    case 'challenge':
      return 'challenge'
    case 'late_success':
      return 'pending'
    default:
      return 'declined'
  }
}

function answerOf(intent: Intent): Answer {
  const card = cardOf(intent.token)
  if (intent.captured > 0) return { state: 'captured', card }
  switch (intent.state) {
    case 'authorised':
      return { state: 'authorised', card }
    case 'challenge':
      return { state: 'challenge', url: `/api/payments/sandbox/challenges/${intent.key}` }
    case 'pending':
      return now() >= (intent.decidedAt ?? 0) ? { state: 'authorised', card } : { state: 'pending' }
    case 'voided':
      return { state: 'voided' }
    case 'declined':
      return { state: 'declined', reason: tokenShape.test(intent.token) ? 'declined' : 'unknown-token' }
  }
}

const lostOnce = new Set<string>()

export const sandbox: PaymentProvider = {
  describe: async (token) => factsOf(token),

  async authorise({ key, token, amount, returnPath }) {
    const behaviour = behaviourOf(token)
    if (behaviour === 'lost' && !lostOnce.has(key)) {
      lostOnce.add(key)
      throw new ProviderTimeout('the request did not arrive')
    }
    const state = stateAtFirst(token)
    const intent: Intent = {
      key,
      version: 0,
      token,
      amount: amount.amount,
      currency: amount.currency,
      returnPath,
      state,
      ...(state === 'pending' ? { decidedAt: now() + lateMilliseconds } : {}),
      captured: 0,
      refunds: [],
    }
    try {
      await intents.create(intent)
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      return sameIntent(await intents.require(intentKey(key), 'intent'), intent)
    }
    if (behaviour === 'timeout') throw new ProviderTimeout('the answer was lost')
    if (behaviour === 'late_success') throw new ProviderTimeout('the bank is slow')
    return answerOf(intent)
  },

  async find(key) {
    const intent = await intents.get(intentKey(key))
    return intent && answerOf(intent)
  },

  async capture(key, amount) {
    await intents.update(intentKey(key), 'intent', (intent) => {
      if (intent.captured === amount) return unchanged(intent)
      const free = answerOf(intent).state === 'authorised' && amount <= intent.amount
      if (!free) throw new Conflict('cannot-capture', `a payment that is ${intent.state} cannot be captured`)
      return changed({ ...intent, state: 'authorised', captured: amount })
    })
  },

  async void(key) {
    const gone: Intent = {
      key,
      version: 0,
      token: 'tok_decline',
      amount: 0,
      currency: 'GBP',
      returnPath: '/',
      state: 'voided',
      captured: 0,
      refunds: [],
    }
    try {
      await intents.create(gone)
      return { state: 'voided' }
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
    }
    const intent = await intents.update(intentKey(key), 'intent', (current) =>
      current.captured > 0 || current.state === 'voided' || current.state === 'declined'
        ? unchanged(current)
        : changed({ ...current, state: 'voided' }),
    )
    return answerOf(intent)
  },

  async refund(key, refundKey, amount) {
    const { refunds } = await intents.update(intentKey(key), 'intent', (intent) => {
      if (intent.refunds.some((refund) => refund.key === refundKey)) return unchanged(intent)
      if (refundedOf(intent) + amount > intent.captured) {
        throw new Conflict('over-refund', 'more than was captured')
      }
      const fails = behaviourOf(intent.token) === 'refund_fails' && intent.refunds.length === 0
      const refund = { key: refundKey, amount, ...(fails ? { failed: 'expired_or_canceled_card' } : {}) }
      return changed({ ...intent, refunds: [...intent.refunds, refund] })
    })
    const failed = refunds.some((refund) => refund.key === refundKey && refund.failed !== undefined)
    if (failed) await sendMessage('checkout-consumer', paymentNews({ key }))
  },

  async refunds(key) {
    return (await intents.get(intentKey(key)))?.refunds ?? []
  },

  async balance(key) {
    const intent = await intents.get(intentKey(key))
    return { captured: intent?.captured ?? 0, refunded: intent ? refundedOf(intent) : 0 }
  },
}

const refundedOf = ({ refunds }: Intent): number =>
  refunds.filter(({ failed }) => failed === undefined).reduce((sum, { amount }) => sum + amount, 0)

/** The same key must mean the same payment. @throws Conflict `key-reused` */
function sameIntent(known: Intent, asked: Intent): Answer {
  const same = known.state === 'voided' || (known.amount === asked.amount && known.token === asked.token)
  if (!same) throw new Conflict('key-reused', 'the key stands for another payment', { key: known.key })
  return answerOf(known)
}

/** What the page of the sandbox's bank shows. @throws NotFound `challenge` */
export async function sandboxChallenge(key: string) {
  const { amount, currency, returnPath, state, version } = await intents.require(intentKey(key), 'challenge')
  return { amount: { amount, currency }, returnPath, open: state === 'challenge', version }
}

/** The shopper has proved who they are at the sandbox's bank, or has failed to. A second answer changes nothing.
 *  @throws NotFound `challenge` */
export async function answerChallenge(
  key: string,
  outcome: 'approve' | 'decline',
): Promise<{ returnPath: string }> {
  if (!IntentKey.safeParse(key).success) throw new Invalid('challenge')
  const intent = await intents.update(intentKey(key), 'challenge', (current) =>
    current.state === 'challenge'
      ? changed({ ...current, state: outcome === 'approve' ? 'authorised' : 'declined' })
      : unchanged(current),
  )
  return { returnPath: intent.returnPath }
}
