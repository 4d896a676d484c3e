import type { ProviderName } from './model'
import type { PaymentProvider } from './provider'
import { sandbox } from './sandbox'
import { stripeProvider } from './stripe/stripe'
import { config } from '@/server/platform/config'

const providers: Readonly<Record<ProviderName, PaymentProvider>> = { sandbox, stripe: stripeProvider }

/** Who moves the money of new payments: Stripe where it is configured, the sandbox otherwise. */
export const chosenProvider = (): ProviderName => (config().stripe ? 'stripe' : 'sandbox')

/** What Stripe's fields in the browser are opened with; `undefined` where the sandbox's cards are shown. */
export const publishableKey = (): string | undefined => config().stripe?.publishableKey

export const providerNamed = (name: ProviderName): PaymentProvider => providers[name]
