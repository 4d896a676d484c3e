/** What Stripe's fields need to say. */
export const stripeMessageKeys = ['payment.loading', 'payment.unavailable', 'payment.needsScript'] as const
export type StripeMessageKey = (typeof stripeMessageKeys)[number]
