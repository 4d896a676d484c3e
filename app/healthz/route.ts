import { isoNow } from '@/server/platform/clock'

export const dynamic = 'force-dynamic'

/** Whether this process lives at all: what restarts it when it does not answer. Asks nobody else. */
export const GET = (): Response =>
  Response.json({ status: 'ok', now: isoNow() }, { headers: { 'cache-control': 'no-store' } })
