import type { Visitor } from '@/tests/contract/visitor'

/** All routes that Next mounts for browsers as `METHOD /path/{parameter}`, from the description that they give of themselves. */
export async function bffRoutes(): Promise<string[]> {
  const { resources } = await import('@/server/api/routes')
  const { session } = await import('@/server/sessions/routes')
  const { payments } = await import('@/server/payments/routes')
  const { deliveries } = await import('@/server/delivery/routes')
  const { operations } = await import('@/server/operations/routes')
  const { archive } = await import('@/server/archive/routes')
  const { openApiDocument } = await import('@/server/platform/http/openapi')
  const { paths = {} } = openApiDocument([...resources, session, payments, operations, deliveries, archive])
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations ?? {}).map((method) => `${method.toUpperCase()} ${path}`),
  )
}

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
