import { z } from 'zod'
import type { LocalFault } from './service'

/** A fault to inject. It is spent after `times` requests. */
export const FaultRequest = z
  .object({
    service: z.string().min(1),
    operation: z.string().min(1),
    times: z.int().min(1).max(1_000_000).default(1),
    /** Names the fault, so that the test that asked for it can take it back. */
    token: z.string().min(1).max(100).optional(),
  })
  .and(
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('error'),
        code: z.string().min(1).default('InternalServerError'),
        status: z.int().min(400).max(599).default(500),
      }),
      z.object({ kind: z.literal('delay'), milliseconds: z.int().min(1).max(120_000) }),
      z.object({ kind: z.literal('drop') }),
    ]),
  )

interface Waiting {
  service: string
  operation: string
  left: number
  token: string | undefined
  fault: LocalFault
}

/** The faults that tests have asked for and that no request has met yet. */
export class Faults {
  private waiting: Waiting[] = []

  add(request: z.infer<typeof FaultRequest>): void {
    const { service, operation, times, token, ...fault } = request
    this.waiting.push({ service, operation, left: times, token, fault })
  }

  /** Takes the oldest fault that fits; an injected operation `*` fits all. */
  take(service: string, operation: string): LocalFault | undefined {
    if (this.waiting.length === 0) return undefined
    const found = this.waiting.find(
      (one) => one.service === service && (one.operation === '*' || one.operation === operation),
    )
    if (!found) return undefined
    found.left -= 1
    if (found.left === 0) this.waiting = this.waiting.filter((one) => one !== found)
    return found.fault
  }

  /** Takes back all faults, or those of one token. */
  clear(token?: string): void {
    this.waiting = token === undefined ? [] : this.waiting.filter((one) => one.token !== token)
  }
}
