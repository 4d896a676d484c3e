import { describe, expect, it } from 'vitest'
import { Dropped } from '@/server/platform/pages/dropped'
import { pagesOfFleet } from '@/server/platform/pages/handler'

/** Tasks that share one store; what one tells the others hear when they are brought up to date. */
function fleet() {
  const kept = new Map<string, Buffer>()
  const history: { id: string; tags: readonly string[] }[] = []
  const reach = { broken: false }
  return {
    reach,
    task(build = 'build') {
      const dropped = new Dropped()
      let heard = 0
      const Handler = pagesOfFleet(
        {
          read: async (key) => (reach.broken ? undefined : kept.get(key)),
          write: async (key, page) => {
            if (!reach.broken) kept.set(key, page)
          },
          tell: async (tags) => {
            history.push({ id: `${1000 + history.length}-0`, tags })
          },
        },
        dropped,
        build,
        1_000_000,
      )
      return {
        request: () => new Handler(),
        hear: (own = false) => {
          for (const { id, tags } of history.slice(heard)) {
            if (own) dropped.settle(id, tags)
            else dropped.hear(id, tags)
          }
          heard = history.length
        },
      }
    },
  }
}

const page = (html: string) => ({ html, headers: { 'x-next-cache-tags': 'product:vase,catalogue' } })
const shown = async (request: { get(key: string, asked: object): Promise<{ value: unknown } | null> }) =>
  (await request.get('/vase', {}))?.value

describe('the pages of a fleet', () => {
  it('are made by one task and shown by all', async () => {
    const { task } = fleet()
    const [one, other] = [task(), task()]
    await one.request().set('/vase', page('first'), {})
    expect(await shown(one.request())).toEqual(page('first'))
    expect(await shown(other.request())).toEqual(page('first'))
  })

  it('keep maps and bytes on their way', async () => {
    const { task } = fleet()
    const value = { segmentData: new Map([['/_tree', Buffer.from('tree')]]), rscData: Buffer.from('rsc') }
    await task().request().set('/vase', value, {})
    expect(await shown(task().request())).toEqual(value)
  })

  it('are old everywhere once one task has dropped a tag of theirs', async () => {
    const { task } = fleet()
    const [one, other] = [task(), task()]
    await one.request().set('/vase', page('first'), {})
    await shown(other.request())
    await one.request().revalidateTag('product:vase')
    expect(await shown(one.request())).toBeUndefined()
    other.hear()
    expect(await shown(other.request())).toBeUndefined()
    const late = task()
    late.hear()
    expect(await shown(late.request())).toBeUndefined()
  })

  it('are never made from what was read before the drop', async () => {
    const { task } = fleet()
    const [one, other] = [task(), task()]
    const slow = other.request()
    await slow.get('/vase', {})
    await one.request().revalidateTag(['catalogue'])
    other.hear()
    one.hear()
    await slow.set('/vase', page('from old reads'), {})
    expect(await shown(other.request())).toBeUndefined()
    expect(await shown(one.request())).toBeUndefined()
    const next = one.request()
    await next.get('/vase', {})
    await next.set('/vase', page('fresh'), {})
    expect(await shown(other.request())).toEqual(page('fresh'))
  })

  it('are kept when they were made after a drop that comes back from the history', async () => {
    const { task } = fleet()
    const [one, other] = [task(), task()]
    await one.request().revalidateTag('catalogue')
    const next = one.request()
    await next.get('/vase', {})
    await next.set('/vase', page('fresh'), {})
    one.hear(true)
    expect(await shown(one.request())).toEqual(page('fresh'))
    const after = one.request()
    await after.get('/vase', {})
    await after.set('/vase', page('fresh'), {})
    other.hear()
    expect(await shown(other.request())).toEqual(page('fresh'))
  })

  it('are each task’s own while nothing can be shared', async () => {
    const { task, reach } = fleet()
    const [one, other] = [task(), task()]
    reach.broken = true
    await one.request().set('/vase', page('first'), {})
    expect(await shown(one.request())).toEqual(page('first'))
    expect(await shown(other.request())).toBeUndefined()
    await one.request().revalidateTag('catalogue')
    expect(await shown(one.request())).toBeUndefined()
  })

  it('are not shown by another build', async () => {
    const { task } = fleet()
    await task('before').request().set('/vase', page('first'), {})
    expect(await shown(task('after').request())).toBeUndefined()
  })

  it('whose reads name their tags are dropped by them too', async () => {
    const { task } = fleet()
    const one = task()
    await one.request().set('read', { data: {} }, { fetchCache: true, tags: ['search'] })
    await one.request().revalidateTag('search')
    expect(await one.request().get('read', { tags: ['search'] })).toBeNull()
  })
})
