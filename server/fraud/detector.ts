import { FraudDetectorClient, GetEventPredictionCommand } from '@aws-sdk/client-frauddetector'
import type { Signals, Verdict } from './model'
import type { FraudScorer } from './port'
import { now } from '@/server/platform/clock'
import { config } from '@/server/platform/config'
import { Unavailable } from '@/server/platform/errors'

let client: FraudDetectorClient | undefined

/** Amazon Fraud Detector, for those who were its customers before it closed to new ones. The detector's outcomes must be called
 *  `approve`, `review` and `block`; its event types `quayside_payment` and `quayside_sign_in`; the worst outcome counts. */
export const detector: FraudScorer = {
  async score(signals, key, account) {
    const { fraudDetectorId, region } = config()
    client ??= new FraudDetectorClient({
      region,
      requestHandler: { connectionTimeout: 500, requestTimeout: 2_000, throwOnRequestTimeout: true },
      maxAttempts: 2,
    })
    try {
      const { ruleResults = [], modelScores = [] } = await client.send(
        new GetEventPredictionCommand({
          detectorId: fraudDetectorId,
          eventId: key
            .toLowerCase()
            .replace(/[^0-9a-z_-]/g, '-')
            .slice(0, 64),
          eventTypeName: signals.occasion === 'payment' ? 'quayside_payment' : 'quayside_sign_in',
          eventTimestamp: new Date(now()).toISOString(),
          entities: [{ entityType: 'customer', entityId: account.slice(0, 64) }],
          eventVariables: variablesOf(signals),
        }),
      )
      const outcomes = new Set(ruleResults.flatMap((rule) => rule.outcomes ?? []))
      const scores = modelScores.flatMap((model) => Object.values(model.scores ?? {}))
      return verdictOf(outcomes, Math.max(0, ...scores))
    } catch (error) {
      throw new Unavailable('fraud-unavailable', 'Fraud Detector does not answer', {}, { cause: error })
    }
  },
}

/** @param insight 0 to 1000, as its models score */
function verdictOf(outcomes: ReadonlySet<string>, insight: number): Verdict {
  const decision = outcomes.has('block') ? 'block' : outcomes.has('review') ? 'review' : 'approve'
  return { decision, score: Math.round(insight / 10), reasons: decision === 'approve' ? [] : ['detector'] }
}

function variablesOf({ counts, countries, basket, ...rest }: Signals): Record<string, string> {
  const variables = {
    attempts_by_account: counts.account,
    attempts_by_device: counts.device,
    attempts_by_address: counts.address,
    attempts_by_card: counts.card,
    failed_sign_ins: rest.failedSignIns,
    doubtful_sign_in: rest.doubtfulSignIn,
    has_device: rest.device,
    flagged_by_firewall: rest.flagged,
    shipping_country: countries.shipping,
    billing_country: countries.billing,
    card_country: countries.card,
    viewer_country: countries.viewer,
    order_total: basket?.total,
    order_currency: basket?.currency,
    most_of_one: basket?.mostOfOne,
    express: basket?.express,
    guest: basket?.guest,
  }
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  )
}
