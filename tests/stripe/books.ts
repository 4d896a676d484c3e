import { type Fields, fieldsIn, text } from '@/tests/stripe/form'

/** What the stand-in keeps, and what its operations do to it. Only what the shop uses of Stripe, but that as Stripe does it. */
export interface Intent {
  id: string
  object: 'payment_intent'
  amount: number
  amount_capturable: number
  amount_received: number
  currency: string
  status: string
  capture_method: string
  metadata: Record<string, string>
  next_action: { type: 'redirect_to_url'; redirect_to_url: { url: string; return_url: string } } | null
  last_payment_error: { type: string; code: string; decline_code?: string; message: string } | null
  latest_charge: Charge | null
  payment_method: string | null
}
interface Charge {
  id: string
  object: 'charge'
  amount: number
  amount_captured: number
  amount_refunded: number
  metadata: Record<string, string>
  payment_method_details: { type: 'card'; card: { brand: string; last4: string } }
}
interface Refund {
  id: string
  object: 'refund'
  amount: number
  payment_intent: string
  metadata: Record<string, string>
  status: 'succeeded' | 'failed'
  failure_reason?: string
}

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly error: Record<string, unknown>,
  ) {
    super(String(error.message))
  }
}
const invalid = (code: string, message: string, more = {}) =>
  new Refused(400, { type: 'invalid_request_error', code, message, ...more })

/** Stripe's test cards: https://docs.stripe.com/testing */
const cards: Readonly<Record<string, { brand: string; last4: string; does: 'pay' | 'ask' | 'decline' }>> = {
  pm_card_visa: { brand: 'visa', last4: '4242', does: 'pay' },
  pm_card_threeDSecure2Required: { brand: 'visa', last4: '3220', does: 'ask' },
  pm_card_visa_chargeDeclined: { brand: 'visa', last4: '0002', does: 'decline' },
  ctoken_visa: { brand: 'visa', last4: '4242', does: 'pay' },
}

export function stripeBooks(base: () => string) {
  const intents = new Map<string, Intent>()
  const refunds: Refund[] = []
  const events: { id: string; type: string; object: unknown }[] = []
  let made = 0
  const id = (prefix: string) => `${prefix}_standin${String((made += 1)).padStart(8, '0')}`
  const tell = (type: string, object: unknown) =>
    events.push({ id: id('evt'), type, object: structuredClone(object) })

  const intentOf = (name: string): Intent => {
    const intent = intents.get(name)
    if (!intent)
      throw new Refused(404, {
        type: 'invalid_request_error',
        code: 'resource_missing',
        message: `No such payment_intent: '${name}'`,
      })
    return intent
  }
  const require = (intent: Intent, ...states: string[]) => {
    if (states.includes(intent.status)) return
    const message = `This PaymentIntent's status is ${intent.status}.`
    throw invalid('payment_intent_unexpected_state', message, { payment_intent: intent })
  }
  const chargeOf = (intent: Intent): Charge => {
    if (!intent.latest_charge) throw invalid('charge_missing', 'There is no charge.')
    return intent.latest_charge
  }

  function cardOf(token: string) {
    const card = cards[token]
    if (!card) throw invalid('resource_missing', `No such PaymentMethod: '${token}'`)
    return card
  }

  function authorised(intent: Intent): void {
    const { brand, last4 } = cardOf(intent.payment_method ?? '')
    intent.status = 'requires_capture'
    intent.next_action = null
    intent.amount_capturable = intent.amount
    intent.latest_charge = {
      id: id('ch'),
      object: 'charge',
      amount: intent.amount,
      amount_captured: 0,
      amount_refunded: 0,
      metadata: intent.metadata,
      payment_method_details: { type: 'card', card: { brand, last4 } },
    }
    tell('payment_intent.amount_capturable_updated', intent)
  }

  function failed(intent: Intent, error: NonNullable<Intent['last_payment_error']>): void {
    Object.assign(intent, { status: 'requires_payment_method', next_action: null, last_payment_error: error })
    tell('payment_intent.payment_failed', intent)
  }

  const operations = {
    create(fields: Fields): Intent {
      if (fields.payment_method_types) {
        throw invalid('payment_method_types_no_longer_supported', 'Use allowed_payment_method_types.')
      }
      const amount = Number(text(fields.amount))
      if (!Number.isInteger(amount) || amount <= 0) throw invalid('parameter_invalid_integer', 'amount')
      const intent: Intent = {
        id: id('pi'),
        object: 'payment_intent',
        amount,
        amount_capturable: 0,
        amount_received: 0,
        currency: text(fields.currency),
        status: 'requires_payment_method',
        capture_method: text(fields.capture_method),
        metadata: fieldsIn(fields.metadata),
        next_action: null,
        last_payment_error: null,
        latest_charge: null,
        payment_method: null,
      }
      intents.set(intent.id, intent)
      tell('payment_intent.created', intent)
      return intent
    },

    confirm(name: string, fields: Fields): Intent {
      const intent = intentOf(name)
      require(intent, 'requires_payment_method', 'requires_confirmation')
      const token = text(fields.payment_method) || text(fields.confirmation_token)
      const { does } = cardOf(token)
      intent.payment_method = token
      if (does === 'pay') authorised(intent)
      if (does === 'ask') {
        intent.status = 'requires_action'
        const url = `${base()}/3ds/${intent.id}`
        intent.next_action = {
          type: 'redirect_to_url',
          redirect_to_url: { url, return_url: text(fields.return_url) },
        }
        tell('payment_intent.requires_action', intent)
      }
      if (does === 'decline') {
        const error = {
          type: 'card_error',
          code: 'card_declined',
          decline_code: 'generic_decline',
          message: 'Your card was declined.',
        }
        failed(intent, error)
        throw new Refused(402, { ...error, payment_intent: intent })
      }
      return intent
    },

    /** What a shopper does on the bank's page. */
    challenge(name: string, outcome: 'approve' | 'decline'): Intent {
      const intent = intentOf(name)
      if (intent.status !== 'requires_action') return intent
      const message = 'We are unable to authenticate your payment method.'
      if (outcome === 'approve') authorised(intent)
      else failed(intent, { type: 'card_error', code: 'payment_intent_authentication_failure', message })
      return intent
    },

    capture(name: string, fields: Fields): Intent {
      const intent = intentOf(name)
      require(intent, 'requires_capture')
      const amount = fields.amount_to_capture
        ? Number(text(fields.amount_to_capture))
        : intent.amount_capturable
      if (amount > intent.amount_capturable) throw invalid('amount_too_large', 'More than is capturable.')
      Object.assign(intent, { status: 'succeeded', amount_received: amount, amount_capturable: 0 })
      chargeOf(intent).amount_captured = amount
      tell('payment_intent.succeeded', intent)
      return intent
    },

    cancel(name: string): Intent {
      const intent = intentOf(name)
      require(intent, 'requires_payment_method', 'requires_capture', 'requires_confirmation', 'requires_action')
      Object.assign(intent, { status: 'canceled', amount_capturable: 0, next_action: null })
      tell('payment_intent.canceled', intent)
      return intent
    },

    refund(fields: Fields): Refund {
      const intent = intentOf(text(fields.payment_intent))
      const charge = chargeOf(intent)
      const amount = Number(text(fields.amount))
      const left = charge.amount_captured - charge.amount_refunded
      if (left === 0) throw invalid('charge_already_refunded', 'It has been refunded already.')
      if (amount > left) throw invalid('amount_too_large', 'More than is left.')
      charge.amount_refunded += amount
      const refund: Refund = {
        id: id('re'),
        object: 'refund',
        amount,
        payment_intent: intent.id,
        metadata: fieldsIn(fields.metadata),
        status: 'succeeded',
      }
      refunds.push(refund)
      tell('charge.refunded', charge)
      return refund
    },

    /** The card's bank sends it back, days later. */
    refundFails(refund: Refund): void {
      Object.assign(refund, { status: 'failed', failure_reason: 'lost_or_stolen_card' })
      const charge = chargeOf(intentOf(refund.payment_intent))
      charge.amount_refunded -= refund.amount
      tell('refund.failed', refund)
    },
  }

  return {
    ...operations,
    intentOf,
    cardOf,
    events,
    intents: () => [...intents.values()],
    refundsOf: (name: string) => refunds.filter((refund) => refund.payment_intent === name),
  }
}
export type StripeBooks = ReturnType<typeof stripeBooks>
