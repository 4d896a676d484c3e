import { createHash } from 'node:crypto'
import { z } from 'zod'
import { epochSeconds, isoNow } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import { requestId } from '@/server/platform/request-context'
import { CheckoutId } from '@/server/platform/schemas'
import { entity } from '@/server/platform/tables/entity'
import type { TransactPart } from '@/server/platform/tables/transact'

/** A client's own name for a request: it sends the same when it repeats the request, and another for another. */
export const IdempotencyKey = z.string().regex(/^[\w-]{8,100}$/, '8 to 100 letters, digits, dashes')

/** What a key of somebody's stands for, from the request that used it first. */
const UsedKey = z.object({
  owner: z.string(),
  key: IdempotencyKey,
  fingerprint: z.string(),
  checkoutId: CheckoutId,
  /** The request, as the logs know it. */
  request: z.string(),
  at: z.iso.datetime(),
  version: z.int().nonnegative(),
})
type UsedKey = z.infer<typeof UsedKey>

const keepSeconds = 30 * 86_400
const keyOf = (owner: string, key: string) => ({ pk: `key#${owner}#${key}`, sk: 'key' })
const usedKeys = entity({
  table: 'checkouts',
  schema: UsedKey,
  key: ({ owner, key }) => keyOf(owner, key),
  attributes: () => ({ expiresAt: epochSeconds(keepSeconds) }),
})

/** A key with what is asked under it. */
export interface Claim {
  owner: string
  key: string
  fingerprint: string
}

/** @param asked what makes the request this one and no other, as checked */
export function claimOf(owner: string, key: string | undefined, asked: unknown): Claim | undefined {
  if (key === undefined) return undefined
  return { owner, key, fingerprint: createHash('sha256').update(JSON.stringify(asked)).digest('base64') }
}

/** The checkout of the request that used the key first; `undefined` where nobody has.
 *  @param second the checkout that is asked about now, where it is known
 *  @throws Conflict `idempotency-key-reused` with both ids when the key stands for another request */
export async function firstUse(claim: Claim | undefined, second?: string): Promise<string | undefined> {
  const used = claim && (await usedKeys.get(keyOf(claim.owner, claim.key)))
  if (!used) return undefined
  requireSame(used, claim, second)
  return used.checkoutId
}

/** The parts of a transaction that use a key; none without one. Refused with Conflict `stale` when somebody has used it by now. */
export const using = (claim: Claim | undefined, checkoutId: string): TransactPart[] =>
  claim
    ? [usedKeys.creating(useOf(claim, checkoutId), [], () => new Conflict('stale', 'the key is used'))]
    : []

/** Uses a key for what has been done; doing it again would have changed nothing. @throws Conflict `idempotency-key-reused` */
export async function use(claim: Claim | undefined, checkoutId: string): Promise<void> {
  if (!claim) return
  try {
    await usedKeys.create(useOf(claim, checkoutId))
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    await firstUse(claim, checkoutId)
  }
}

const useOf = (claim: Claim, checkoutId: string): UsedKey => ({
  ...claim,
  checkoutId,
  request: requestId() ?? 'unknown',
  at: isoNow(),
  version: 0,
})

function requireSame(used: UsedKey, claim: Claim, second: string | undefined): void {
  if (used.fingerprint === claim.fingerprint) return
  throw new Conflict(
    'idempotency-key-reused',
    'the key stands for another request: send a new key with a new request',
    {
      key: used.key,
      first: used.checkoutId,
      second: second ?? 'none',
      firstRequest: used.request,
      secondRequest: requestId() ?? 'unknown',
    },
  )
}
