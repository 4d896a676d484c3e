import type { Visitor } from '@/tests/contract/visitor'

/** All routes that Next mounts for browsers as `METHOD /path/{parameter}`, from the description that they give of themselves. */
export async function bffRoutes(): Promise<string[]> {
  const { resources } = await import('@/server/api/routes')
  const { session } = await import('@/server/sessions/routes')
  const { payments } = await import('@/server/payments/routes')
  const { deliveries } = await import('@/server/delivery/routes')
  const { operations } = await import('@/server/operations/routes')
  const { archive } = await import('@/server/archive/routes')
  const { content } = await import('@/server/content/routes')
  const { moderation } = await import('@/server/reviews/routes')
  const { openApiDocument } = await import('@/server/platform/http/openapi')
  const { paths = {} } = openApiDocument([
    ...resources,
    session,
    payments,
    operations,
    deliveries,
    archive,
    content,
    moderation,
  ])
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations ?? {}).map((method) => `${method.toUpperCase()} ${path}`),
  )
}

/** A value for every parameter that names something particular, which belongs to nobody. */
export const idsOfNobody = {
  page: 'a-page-of-nobody',
  picture: 'a-picture-of-nobody',
  purpose: 'news',
  restore: 'rst_01ARZ3NDEKTSV4RRFFQ69G5FAV',
  device: 'ses_01M7ZZZZZZZZZZZZZZZZZZZZZZ',
  key: 'unknown-key-of-nobody',
  card: 'gft_01M7ZZZZZZZZZZZZZZZZZZZZZZ',
  review: 'rev_01M7ZZZZZZZZZZZZZZZZZZZZZZ',
  flag: 'guest-checkout',
  document: 'packing-slip-1',
  shipment: 'Q000-0000-0000-1',
  event: 'evt_01M7ZZZZZZZZZZZZZZZZZZZZZZ',
  queue: 'oms',
  rma: 'R1',
  refund: 'ret-R1',
  hold: 'hld_01M7ZZZZZZZZZZZZZZZZZZZZZZ',
  opinion: 'rvw_01M7ZZZZZZZZZZZZZZZZZZZZZZ',
  list: 'wsh_01M7ZZZZZZZZZZZZZZZZZZZZZZ',
  token: 'nobody-has-ever-shared-this-list',
  upload: 'upl_01M7ZZZZZZZZZZZZZZZZZZZZZZ',
} as const

type Method = NonNullable<NonNullable<Parameters<Visitor['ask']>[1]>['method']>
const isMethod = (text: string): text is Method => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(text)

/** A route's method, and its path with the parameters filled in. @throws when a parameter is not among the values */
export function filled(
  route: string,
  values: Readonly<Record<string, string>>,
): { method: Method; path: string } {
  const [method = '', template = ''] = route.split(' ')
  if (!isMethod(method)) throw new Error(`The tests cannot send ${method}.`)
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (!value) throw new Error(`The tests know no {${name}}; teach them one.`)
    return value
  })
  return { method, path }
}
