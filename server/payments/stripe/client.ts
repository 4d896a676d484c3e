import { Stripe } from 'stripe'
import { ProviderTimeout } from '@/server/payments/provider'
import { config } from '@/server/platform/config'
import { Conflict, NotFound, Unavailable } from '@/server/platform/errors'
import { log } from '@/server/platform/log'

let client: Stripe | undefined

/** Stripe's own client. Beyond a cut connection it repeats nothing by itself: whoever asks knows what to
 *  ask when an answer is lost.
 *  @throws NotFound `stripe` where it is not configured */
export function stripe(): Stripe {
  const { stripe: settings } = config()
  if (!settings) throw new NotFound('stripe', 'Stripe is not configured')
  const base = settings.apiBase === undefined ? undefined : new URL(settings.apiBase)
  client ??= new Stripe(settings.secretKey, {
    maxNetworkRetries: 0,
    timeout: 10_000,
    telemetry: false,
    ...(base
      ? {
          host: base.hostname,
          port: base.port || undefined,
          protocol: base.protocol === 'http:' ? ('http' as const) : ('https' as const),
        }
      : {}),
  })
  return client
}

/** Asks Stripe and translates what it throws. An answer that does not come, or comes from a Stripe in trouble, says nothing about
 *  what was done: `ProviderTimeout`. What a card or a state refuses passes as it is.
 *  @throws ProviderTimeout, Unavailable, Conflict `key-reused` */
export async function asked<T>(call: (client: Stripe) => Promise<T>): Promise<T> {
  try {
    return await call(stripe())
  } catch (error) {
    throw translated(error)
  }
}

function translated(error: unknown): unknown {
  if (error instanceof Stripe.errors.StripeIdempotencyError) {
    return new Conflict('key-reused', 'the key stands for another payment', {}, { cause: error })
  }
  const inUse = error instanceof Stripe.errors.StripeError && error.code === 'idempotency_key_in_use'
  const unknown =
    error instanceof Stripe.errors.StripeConnectionError || error instanceof Stripe.errors.StripeAPIError
  if (inUse || unknown) return new ProviderTimeout('Stripe did not answer', { cause: error })
  const closed =
    error instanceof Stripe.errors.StripeAuthenticationError ||
    error instanceof Stripe.errors.StripePermissionError
  if (closed) log.error({ err: error }, 'Stripe refuses our key')
  if (closed || error instanceof Stripe.errors.StripeRateLimitError) {
    return new Unavailable('payment-unavailable', 'Stripe does not serve us', {}, { cause: error })
  }
  return error
}

/** Whether Stripe refused because the thing is in another state by now. */
export const isRefused = (error: unknown): error is Stripe.errors.StripeInvalidRequestError =>
  error instanceof Stripe.errors.StripeInvalidRequestError

/** Whether the card, or its bank, refused. */
export const isDeclined = (error: unknown): error is Stripe.errors.StripeCardError =>
  error instanceof Stripe.errors.StripeCardError
