import type Stripe from 'stripe'
import type { CardSummary } from '@/server/payments/model'
import type { Answer } from '@/server/payments/provider'

/** What the state of a PaymentIntent means here; `undefined` for one that was never confirmed: no money can have moved.
 *  States: https://docs.stripe.com/payments/paymentintents/lifecycle */
export function answerOf(intent: Stripe.PaymentIntent): Answer | undefined {
  switch (intent.status) {
    case 'requires_capture':
      return { state: 'authorised', card: cardOf(intent) }
    case 'succeeded':
      return { state: 'captured', card: cardOf(intent) }
    case 'canceled':
      return { state: 'voided' }
    case 'processing':
      return { state: 'pending' }
    case 'requires_action': {
      const url = intent.next_action?.redirect_to_url?.url
      return url ? { state: 'challenge', url } : { state: 'pending' }
    }
    case 'requires_payment_method':
      return intent.last_payment_error
        ? { state: 'declined', reason: reasonOf(intent.last_payment_error) }
        : undefined
    default:
      return undefined
  }
}

export const reasonOf = (error: { decline_code?: string; code?: string }): string =>
  error.decline_code ?? error.code ?? 'declined'

/** Brand and last digits, from the charge that was expanded. */
function cardOf({ latest_charge: charge }: Stripe.PaymentIntent): CardSummary | undefined {
  const card = typeof charge === 'object' ? charge?.payment_method_details?.card : undefined
  return card?.last4 ? { brand: (card.brand ?? 'card').slice(0, 20), last4: card.last4 } : undefined
}
