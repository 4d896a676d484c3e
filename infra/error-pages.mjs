// Next answers `notFound()` and failures with a body that only scripts can fill. Browsers without them, and everything else that
// reads HTML, get the shop's own page instead, rendered, under the same status.
import { subscribe } from 'node:diagnostics_channel'

const instead = (status) => (status === 404 ? 'missing' : status >= 500 ? 'broken' : undefined)
/** A page of a locale, other than those that are shown instead. */
const ofLocale = /^\/([a-z]{2}-[A-Z]{2})(?:$|[/?])(?!(missing|broken)$)/

/** Gives pages that are not found, or cannot be made, a body, in this process's HTTP servers. */
export function fillErrorPages() {
  subscribe('http.server.request.start', ({ request, response }) => {
    const locale = ofLocale.exec(request.url)?.[1]
    if (locale && request.method === 'GET' && !request.headers.rsc) fill(response, request.socket, locale)
  })
}

function fill(response, { localPort }, locale) {
  const { write, end } = response
  const held = []
  const isEmptyPage = () =>
    instead(response.statusCode) &&
    !response.headersSent &&
    String(response.getHeader('content-type')).startsWith('text/html')
  response.write = (chunk, ...rest) => {
    if (!isEmptyPage()) return write.call(response, chunk, ...rest)
    held.push(Buffer.from(chunk))
    return true
  }
  response.end = (...given) => {
    if (!isEmptyPage()) return end.apply(response, given)
    const [chunk, done] = [given[0], given.findLast((one) => typeof one === 'function')]
    if (chunk && chunk !== done) held.push(Buffer.from(chunk))
    const send = (body) => {
      response.setHeader('content-length', body.length)
      end.call(response, body, done)
    }
    rendered(`http://127.0.0.1:${localPort}/${locale}/${instead(response.statusCode)}`).then(
      ({ body, policy }) => {
        response.removeHeader('etag')
        if (policy) response.setHeader('content-security-policy', policy)
        send(body)
      },
      () => send(Buffer.concat(held)),
    )
    return response
  }
}

async function rendered(url) {
  const answer = await fetch(url, { redirect: 'error' })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  return {
    body: Buffer.from(await answer.arrayBuffer()),
    policy: answer.headers.get('content-security-policy'),
  }
}
