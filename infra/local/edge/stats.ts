import type { EdgeBehaviour } from '@/infra/edge-behaviours'

/** What the edge has done for one behaviour since it started. */
export interface BehaviourStats {
  requests: number
  /** Served from the cache without waiting for the origin, refreshed ones included. */
  hits: number
  refreshHits: number
  /** Served in place of a failing origin. */
  stale: number
  misses: number
  errors: number
  originRequests: number
  /** Bodies sent to viewers, in bytes. */
  bytes: number
}

export type Counter = 'hits' | 'refreshHits' | 'stale' | 'misses' | 'errors'

export class EdgeStats {
  readonly #byPattern = new Map<string, BehaviourStats>()

  of(behaviour: EdgeBehaviour): BehaviourStats {
    let stats = this.#byPattern.get(behaviour.pathPattern)
    if (!stats) {
      stats = {
        requests: 0,
        hits: 0,
        refreshHits: 0,
        stale: 0,
        misses: 0,
        errors: 0,
        originRequests: 0,
        bytes: 0,
      }
      this.#byPattern.set(behaviour.pathPattern, stats)
    }
    return stats
  }

  all(): Record<string, BehaviourStats> {
    return Object.fromEntries(this.#byPattern)
  }
}
