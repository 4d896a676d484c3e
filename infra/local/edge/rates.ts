import { globMatcher } from './glob'

/** A limit on what one client address may do, as a WAF rate rule. */
export interface RateRule {
  name: string
  pathPattern: string
  /** All methods when absent. */
  methods?: readonly string[]
  /** Requests within the window. */
  limit: number
  windowSeconds: number
  /** `block` answers 429; `label` lets it pass with the label `rate:<name>` for the origin to judge. */
  action: 'block' | 'label'
}

export interface Verdict {
  /** Seconds until the next request of this address is allowed; `undefined` when this one is. */
  retryAfter: number | undefined
  labels: readonly string[]
}

const allowed: Verdict = { retryAfter: undefined, labels: [] }
/** Addresses that are remembered per rule; the longest unseen go first. */
const mostAddresses = 20_000

/** Counts requests per rule and client address in sliding windows. Refused requests do not count. */
export function rateGate(rules: readonly RateRule[], now: () => number) {
  const gates = rules.map((rule) => ({
    rule,
    matches: globMatcher(rule.pathPattern),
    seen: new Map<string, number[]>(),
  }))

  return function judge(addressOf: () => string, method: string, path: string): Verdict {
    if (gates.length === 0) return allowed
    const address = addressOf()
    const labels: string[] = []
    let retryAfter: number | undefined
    for (const { rule, matches, seen } of gates) {
      if ((rule.methods && !rule.methods.includes(method)) || !matches(path)) continue
      const wait = count(seen, address, rule, now())
      if (wait === undefined) continue
      if (rule.action === 'label') labels.push(`rate:${rule.name}`)
      else retryAfter = Math.max(retryAfter ?? 0, wait)
    }
    return { retryAfter, labels }
  }
}

function count(
  seen: Map<string, number[]>,
  address: string,
  rule: RateRule,
  now: number,
): number | undefined {
  const opened = now - rule.windowSeconds * 1_000
  const times = (seen.get(address) ?? []).filter((time) => time > opened)
  const first = times[0]
  const full = times.length >= rule.limit
  if (!full) times.push(now)
  seen.delete(address)
  seen.set(address, times)
  if (seen.size > mostAddresses) seen.delete(seen.keys().next().value ?? address)
  return full && first !== undefined ? Math.max(1, Math.ceil((first - opened) / 1_000)) : undefined
}
