import type { RateRule } from '@/infra/local/edge/rates'

const minutes = 60

/** What one address may do at the edge, as rate rules of AWS WAF. Limits are far above what a household or an office does;
 *  what is cheap to ask and dear to answer has its own. */
export const edgeRates: readonly RateRule[] = [
  { name: 'everything', pathPattern: '*', limit: 6_000, windowSeconds: 5 * minutes, action: 'block' },
  {
    name: 'search',
    pathPattern: '/api/search*',
    limit: 900,
    windowSeconds: 5 * minutes,
    action: 'block',
  },
  {
    name: 'sessions',
    pathPattern: '/api/session*',
    methods: ['POST'],
    limit: 60,
    windowSeconds: 5 * minutes,
    action: 'block',
  },
  {
    name: 'lookups',
    pathPattern: '/api/orders/lookup*',
    limit: 60,
    windowSeconds: 5 * minutes,
    action: 'block',
  },
  {
    name: 'gift-cards',
    pathPattern: '/api/checkout/*/gift-cards*',
    limit: 40,
    windowSeconds: 5 * minutes,
    action: 'block',
  },
  {
    name: 'uploads',
    pathPattern: '/api/uploads*',
    methods: ['POST'],
    limit: 1_200,
    windowSeconds: 5 * minutes,
    action: 'block',
  },
  /** Passes with a label, which the fraud rules weigh. */
  {
    name: 'payments',
    pathPattern: '/api/checkout/*/pay*',
    methods: ['POST'],
    limit: 20,
    windowSeconds: 10 * minutes,
    action: 'label',
  },
]
