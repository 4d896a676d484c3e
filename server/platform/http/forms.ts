/** Plain HTML forms speak to the same routes as scripts do: a urlencoded post becomes the JSON request that a script
 *  would have sent, and the answer becomes a redirect (303) that a browser without JavaScript follows. */

import { DomainError } from '@/server/platform/errors'

const formType = 'application/x-www-form-urlencoded'
/** Fields that steer the form itself and are not part of the request's body. */
const steering = ['_method', '_next', '_back'] as const

export interface FormPost {
  /** The request that a script would have sent. */
  request: Request
  /** Where to go when it is accepted: a local path; `{field}` stands for a field of the answer. */
  next: string
  /** Where to go when it is refused: a local path, to which `?problem=code` is added. */
  back: string
}

const site = 'http://local'

/** Only paths of this site: `//host`, `/\\host`, `/.//host` and whole URLs would send the shopper elsewhere. What cannot stand in a
 *  header as it is comes back encoded. */
function localPath(value: string | null | undefined): string | undefined {
  if (!value || !/^\/(?![/\\])[^\\\s]*$/.test(value)) return undefined
  const written = value.replace(/[^!-~]/gu, encodeURIComponent)
  const read = URL.canParse(written, site) ? new URL(written, site) : undefined
  return read?.origin === site && !read.pathname.startsWith('//') ? written : undefined
}

class Malformed extends DomainError {
  readonly status = 400
}

const mostFields = 200
const deepest = 6
const verbs = ['POST', 'PUT', 'PATCH', 'DELETE']

type Nested = { [name: string]: Nested | string | string[] }
const emptyNested = (): Nested => Object.create(null)

/** `address.line1=x` style names as nested objects; repeated names as arrays. @throws Malformed */
function nested(fields: URLSearchParams): Nested {
  if (fields.size > mostFields) throw new Malformed('malformed', `the form has over ${mostFields} fields`)
  const body = emptyNested()
  for (const name of new Set(fields.keys())) {
    const values = fields.getAll(name)
    const path = name.split('.')
    if (path.length > deepest) throw new Malformed('malformed', 'the form is nested too deeply')
    let place = body
    for (const part of path.slice(0, -1)) {
      const known = place[part]
      const inner =
        known === undefined || typeof known === 'string' || Array.isArray(known) ? emptyNested() : known
      place[part] = inner
      place = inner
    }
    place[path.at(-1) ?? name] = values.length > 1 ? values : (values[0] ?? '')
  }
  return body
}

/** The form that a request carries, or `undefined` when it is no form. @throws Malformed */
export async function formPost(request: Request): Promise<FormPost | undefined> {
  if (request.method !== 'POST' || !request.headers.get('content-type')?.startsWith(formType))
    return undefined
  const fields = new URLSearchParams(await request.text())
  const referer = request.headers.get('referer')
  const cameFrom = referer && URL.canParse(referer) ? new URL(referer).pathname : undefined
  const back = localPath(fields.get('_back')) ?? localPath(cameFrom) ?? '/'
  const next = localPath(fields.get('_next')) ?? back
  const method = fields.get('_method')?.toUpperCase() ?? 'POST'
  if (!verbs.includes(method)) throw new Malformed('malformed', 'the form names no method')
  for (const name of steering) fields.delete(name)
  const headers = new Headers(request.headers)
  headers.set('content-type', 'application/json')
  headers.delete('content-length')
  const body = JSON.stringify(nested(fields))
  return { request: new Request(request.url, { method, headers, body }), next, back }
}

/** The redirect that tells a plain browser what became of its form; cookies of the answer go along. */
export async function formAnswer({ next, back }: FormPost, response: Response): Promise<Response> {
  const headers = new Headers({ 'cache-control': 'private, no-store' })
  for (const cookie of response.headers.getSetCookie()) headers.append('set-cookie', cookie)
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  const body: unknown = isJson ? await response.json() : {}
  const field = (name: string): string | undefined => {
    const value = typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  }
  if (response.ok) {
    const filled = next.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(field(name) ?? ''))
    // A field that is missing must not leave `//host` behind.
    headers.set('location', localPath(filled) ?? back)
  } else {
    const url = new URL(back, site)
    url.searchParams.set('problem', field('code') ?? 'internal')
    headers.set('location', url.pathname + url.search + url.hash)
  }
  return new Response(null, { status: 303, headers })
}
