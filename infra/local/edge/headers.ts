import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Plan } from './plan'

/** Headers of one connection, never passed on (RFC 9110, 7.6.1). */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** What the edge alone may tell the origin; a viewer's own are dropped. */
const edgeOnly =
  /^(?:host|via|forwarded|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|x-request-id|x-waf-.*|cloudfront-.*|x-amz-cf-.*|x-original-.*|x-rewrite-.*|x-middleware-.*|accept-encoding|expect|cookie)$/

/** What the edge knows about the one who asks. */
export interface Viewer {
  address: string
  requestId: string
  country: string
  labels: readonly string[]
}

/** The headers that the web tier receives for a request. */
export function originHeaders(
  request: IncomingMessage,
  plan: Plan,
  viewer: Viewer,
): Record<string, string | string[]> {
  const { behaviour } = plan
  const all = behaviour.forwardHeaders === 'all'
  const sent: Record<string, string | string[]> = {}
  const named = connectionNamed(request.headers)
  const add = (name: string) => {
    const value = request.headers[name]
    if (value !== undefined && !hopByHop.has(name) && !named.has(name) && !edgeOnly.test(name))
      sent[name] = value
  }
  if (all) Object.keys(request.headers).forEach(add)
  else [...behaviour.headerKeys, ...behaviour.forwardHeaders].forEach(add)
  if (behaviour.cookies === 'all' && request.headers.cookie) sent.cookie = request.headers.cookie
  const chain = all ? request.headers['x-forwarded-for'] : undefined
  sent['x-forwarded-for'] = chain ? `${String(chain)}, ${viewer.address}` : viewer.address
  sent.host = plan.host
  sent['x-forwarded-host'] = plan.host
  sent['x-forwarded-proto'] = 'http'
  sent['x-request-id'] = viewer.requestId
  sent['accept-encoding'] = 'identity'
  sent.via = '1.1 edge'
  if (!all) sent['user-agent'] = 'Quayside edge'
  if (all || behaviour.headerKeys.includes('cloudfront-viewer-country'))
    sent['cloudfront-viewer-country'] = viewer.country
  if (all && viewer.labels.length > 0) sent['x-waf-labels'] = viewer.labels.join(',')
  return sent
}

/** An origin's end-to-end headers in lower case, as name and value in turn, without those that the edge makes itself.
 *  `Set-Cookie` is left out where the behaviour knows no cookies. */
export function endToEnd(answer: IncomingMessage, cookies: 'none' | 'all'): string[] {
  const kept: string[] = []
  const named = connectionNamed(answer.headers)
  for (let index = 0; index < answer.rawHeaders.length; index += 2) {
    const name = (answer.rawHeaders[index] ?? '').toLowerCase()
    const value = answer.rawHeaders[index + 1] ?? ''
    if (hopByHop.has(name) || named.has(name) || edgeMade.has(name) || name.startsWith('x-amz-')) continue
    if (name === 'set-cookie' && cookies === 'none') continue
    kept.push(name, value)
  }
  return kept
}

const edgeMade = new Set(['content-length', 'age', 'via', 'x-cache', 'x-request-id'])

function connectionNamed(headers: IncomingHttpHeaders): Set<string> {
  const listed = headers.connection
  if (!listed || listed === 'keep-alive') return none
  return new Set(listed.split(',').map((name) => name.trim().toLowerCase()))
}
const none: Set<string> = new Set()
