/** Payments through Stripe: one shop and one stand-in for all questions, each of which has a file of its own. */
import './stripe/purchases'
import './stripe/webhooks'
import './stripe/refunds'
