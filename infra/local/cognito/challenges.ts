import type { SrpExchange } from './srp'

/** What a sign-in that is under way waits for. */
export type Challenge =
  | {
      kind: 'PASSWORD_VERIFIER'
      client: string
      /** The name in the proof; a decoy's when nobody has that name. */
      username: string
      known: boolean
      exchange: SrpExchange
    }
  | { kind: 'NEW_PASSWORD_REQUIRED'; client: string; username: string }

const MOST = 20_000

/** Sign-ins between their steps, each answerable once. Kept in memory: after a restart one signs in anew. */
export class Challenges {
  private readonly waiting = new Map<string, { challenge: Challenge; expiresAt: number }>()

  constructor(private readonly now: () => number) {}

  /** @param key what the client will bring back @param seconds how long it may take */
  put(key: string, challenge: Challenge, seconds: number): void {
    if (this.waiting.size >= MOST) this.makeRoom()
    this.waiting.set(key, { challenge, expiresAt: this.now() + seconds * 1000 })
  }

  /** The challenge, or why there is none. */
  take(key: string): Challenge | 'unknown' | 'expired' {
    const found = this.waiting.get(key)
    this.waiting.delete(key)
    if (!found) return 'unknown'
    return found.expiresAt <= this.now() ? 'expired' : found.challenge
  }

  clear(): void {
    this.waiting.clear()
  }

  private makeRoom(): void {
    const now = this.now()
    for (const [key, { expiresAt }] of this.waiting) if (expiresAt <= now) this.waiting.delete(key)
    for (const key of this.waiting.keys()) {
      if (this.waiting.size < MOST) break
      this.waiting.delete(key)
    }
  }
}
