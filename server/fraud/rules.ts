import type { Reason, Signals, Verdict } from './model'
import type { FraudScorer } from './port'

const reviewFrom = 50
const blockFrom = 90

/** How much each thing weighs. No single one of the everyday ones is enough for a review: a family at one address, a gift sent
 *  abroad, a traveller and a browser that keeps no cookies are all customers. */
const weights: Readonly<
  Record<Exclude<Reason, 'detector' | 'detector-unavailable' | 'activity-unknown'>, number>
> = {
  'many-by-account': 35,
  'many-by-device': 50,
  'many-by-address': 20,
  'many-by-card': 50,
  'no-device': 10,
  'billing-elsewhere': 15,
  'card-from-elsewhere': 25,
  'browsing-from-elsewhere': 15,
  'large-basket': 15,
  'very-large-basket': 50,
  'many-of-one': 15,
  'guest-in-a-hurry': 10,
  'failed-sign-ins': 30,
  'doubtful-sign-in': 35,
  'flagged-by-firewall': 40,
}

/** Attempts beyond which there are many. */
const many = { account: 8, device: 6, address: 10, card: 4 } as const

/** Minor units that are a pound's worth or thereabouts, by currency. */
const pound = { GBP: 100, EUR: 100, USD: 125, AED: 450 } as const
const large = 1_500
const veryLarge = 6_000
const hurry = 500
const manyPieces = 25
const failures = 5

type Weighed = keyof typeof weights

/** The shop's own scorer: adds up what is unusual. Pure: the same signals always come to the same verdict. */
export function scored(signals: Signals): Verdict {
  const reasons = [...velocity(signals), ...geography(signals), ...basket(signals), ...access(signals)]
  const score = reasons.reduce((sum, reason) => sum + weights[reason], 0)
  const decision = score >= blockFrom ? 'block' : score >= reviewFrom ? 'review' : 'approve'
  return { decision, score, reasons }
}

function velocity({ counts }: Signals): Weighed[] {
  const kinds = ['account', 'device', 'address', 'card'] as const
  return kinds.filter((kind) => (counts[kind] ?? 0) > many[kind]).map((kind): Weighed => `many-by-${kind}`)
}

function geography({ countries: { shipping, billing, card, viewer } }: Signals): Weighed[] {
  const differ = (one: string | undefined, other: string | undefined) =>
    one !== undefined && other !== undefined && one !== other
  return [
    ...(differ(shipping, billing) ? (['billing-elsewhere'] as const) : []),
    ...(differ(card, billing) ? (['card-from-elsewhere'] as const) : []),
    ...(differ(viewer, billing) ? (['browsing-from-elsewhere'] as const) : []),
  ]
}

function basket({ basket: bought }: Signals): Weighed[] {
  if (!bought) return []
  const worth = bought.total / pound[bought.currency]
  const hurried = bought.guest && bought.express && worth >= hurry
  return [
    ...(worth >= veryLarge ? (['very-large-basket'] as const) : []),
    ...(worth >= large && worth < veryLarge ? (['large-basket'] as const) : []),
    ...(bought.mostOfOne >= manyPieces ? (['many-of-one'] as const) : []),
    ...(hurried ? (['guest-in-a-hurry'] as const) : []),
  ]
}

function access({ failedSignIns, doubtfulSignIn, device, flagged }: Signals): Weighed[] {
  return [
    ...(failedSignIns >= failures ? (['failed-sign-ins'] as const) : []),
    ...(doubtfulSignIn ? (['doubtful-sign-in'] as const) : []),
    ...(device ? [] : (['no-device'] as const)),
    ...(flagged ? (['flagged-by-firewall'] as const) : []),
  ]
}

export const rules: FraudScorer = { score: async (signals) => scored(signals) }
