import type { Signals, Verdict } from './model'

/** Whoever decides whether a payment or a sign-in may go on. */
export interface FraudScorer {
  /** @param key names the attempt, @param account whose it is (`cus_…`, `gst_…`) @throws Unavailable */
  score(signals: Signals, key: string, account: string): Promise<Verdict>
}
