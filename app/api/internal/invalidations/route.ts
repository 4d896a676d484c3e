import { revalidateTag } from 'next/cache'
import { problemOf, problemResponse } from '@/server/platform/http/problem'
import { newId } from '@/server/platform/ids'
import { Invalidation, verifyInternal } from '@/server/platform/invalidation'

/** Drops cached reads by tag, for processes of this deployment alone. The next request of each page waits for the fresh one. */
export async function POST(request: Request): Promise<Response> {
  const id = newId('req')
  try {
    const body = await request.text()
    verifyInternal(request.headers.get('x-quayside-signature'), body)
    const { tags } = Invalidation.parse(JSON.parse(body))
    for (const tag of tags) revalidateTag(tag, { expire: 0 })
    return Response.json({ dropped: tags.length }, { headers: { 'cache-control': 'private, no-store' } })
  } catch (error) {
    return problemResponse(problemOf(error, id))
  }
}
