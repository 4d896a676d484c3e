import { readiness } from '@/server/api/readiness'

export const dynamic = 'force-dynamic'

/** Whether shoppers may be sent to this process: what a load balancer asks. */
export async function GET(): Promise<Response> {
  const answer = await readiness()
  const status = answer.status === 'ready' ? 200 : 503
  return Response.json(answer, { status, headers: { 'cache-control': 'no-store' } })
}
