import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { config } from '@/server/platform/config'
import { now } from '@/server/platform/clock'
import { Forbidden, Unavailable } from '@/server/platform/errors'
import { invalidateEdge } from '@/server/platform/edge'
import { traceparent } from '@/server/platform/telemetry/tracing'

/** What has become old: tags of cached reads, and paths that the edge may keep (`*` at the end stands for any rest). */
export const Invalidation = z.object({
  tags: z.array(z.string().min(1).max(256)).max(600),
  paths: z.array(z.string().startsWith('/').max(1000)).max(600),
})
export type Invalidation = z.infer<typeof Invalidation>

const tolerance = 300_000

function secret(): string {
  const { internalSecret } = config()
  if (!internalSecret) throw new Unavailable('not-configured', 'INTERNAL_SECRET is not set')
  return internalSecret
}

const signature = (at: string, body: string): string =>
  createHmac('sha256', secret()).update(`${at}.${body}`).digest('base64url')

/** Checks that a call of the web tier's invalidation door comes from a process of this deployment, and not long ago.
 *  @throws Forbidden */
export function verifyInternal(header: string | null, body: string): void {
  const [at = '', given = ''] = header?.split(',') ?? []
  const age = Math.abs(now() - Number(at))
  const expected = Buffer.from(signature(at, body))
  const actual = Buffer.from(given)
  const genuine = expected.length === actual.length && timingSafeEqual(expected, actual)
  if (!genuine || !(age <= tolerance))
    throw new Forbidden('not-internal', 'the signature is missing, wrong or old')
}

/** Tells the web tier to drop cached reads, then the edge to drop the pages made from them.
 *  @throws Unavailable when either does not answer: the caller tries again */
export async function invalidate(what: Invalidation): Promise<void> {
  const { webInternalUrl } = config()
  if (!webInternalUrl) throw new Unavailable('not-configured', 'WEB_INTERNAL_URL is not set')
  const body = JSON.stringify(Invalidation.parse(what))
  const at = String(now())
  const cause = traceparent()
  const response = await fetch(`${webInternalUrl}/api/internal/invalidations`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'x-quayside-signature': `${at},${signature(at, body)}`,
      ...(cause ? { traceparent: cause } : {}),
    },
  }).catch((error: unknown) => {
    throw new Unavailable('web-unavailable', 'the web tier does not answer', {}, { cause: error })
  })
  if (!response.ok) throw new Unavailable('web-unavailable', `the web tier answers ${response.status}`)
  if (what.paths.length > 0) await invalidateEdge(what.paths)
}
