import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { BadRequest } from './target'

export interface ViewerSettings {
  host?: string
  hosts?: readonly string[]
  country?: string
  trustTestAddress?: boolean
}

const loopbackHost = /^(?:localhost|[\w-]+(?:\.[\w-]+)*\.localhost|127\.0\.0\.1|\[::1\])$/
const mostHosts = 1_000

/** Reads who asks, and for which host. */
export function viewerReader(settings: ViewerSettings) {
  const names = new Set(
    [settings.host ?? '127.0.0.1', ...(settings.hosts ?? [])].map((name) => name.toLowerCase()),
  )
  const served = new Set<string>()

  function isServed(host: string): boolean {
    if (served.has(host)) return true
    const name = host.replace(/:\d{1,5}$/, '')
    if (!names.has(name) && !names.has(host) && !loopbackHost.test(name)) return false
    if (served.size < mostHosts) served.add(host)
    return true
  }

  return {
    country: settings.country ?? 'GB',

    /** The host that was asked for, in lower case, with its port. Names that the edge does not serve are refused, so that
     *  nothing is made or kept under a host of the viewer's own choice.
     *  @throws BadRequest */
    host(request: IncomingMessage): string {
      const host = request.headers.host?.toLowerCase() ?? ''
      if (hasSeveralHosts(request.rawHeaders) || !isServed(host))
        throw new BadRequest(400, 'This host is not served here.')
      return host
    },

    address(request: IncomingMessage): string {
      const test = settings.trustTestAddress ? request.headers['x-test-address'] : undefined
      return typeof test === 'string' ? test : (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '')
    },
  }
}

function hasSeveralHosts(rawHeaders: readonly string[]): boolean {
  let hosts = 0
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts++
  }
  return hosts > 1
}

/** The viewer's own request id when it is fit to be logged, a new one otherwise. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id']
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
}
