import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { BadRequest } from './target'

export interface ViewerSettings {
  host?: string
  hosts?: readonly string[]
  country?: string
  trustTestAddress?: boolean
}

export interface Caller {
  address: string
  country: string
  /** The host that was asked for, in lower case, with its port. */
  host: string
}

const loopbackHost = /^(?:localhost|[\w-]+(?:\.[\w-]+)*\.localhost|127\.0\.0\.1|\[::1\])$/
const mostHosts = 1_000

/** Reads who asks, and for which host. Names that the edge does not serve are refused, so that nothing is made or kept
 *  under a host of the viewer's own choice. */
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

  /** @throws BadRequest */
  return function read(request: IncomingMessage): Caller {
    const host = request.headers.host?.toLowerCase() ?? ''
    const several = request.rawHeaders.filter((text, index) => index % 2 === 0 && isHost(text)).length > 1
    if (several || !isServed(host)) throw new BadRequest(400, 'This host is not served here.')
    const test = settings.trustTestAddress ? request.headers['x-test-address'] : undefined
    const address =
      typeof test === 'string' ? test : (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '')
    return { address, country: settings.country ?? 'GB', host }
  }
}

const isHost = (name: string) => name.length === 4 && name.toLowerCase() === 'host'

/** The viewer's own request id when it is fit to be logged, a new one otherwise. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id']
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID()
}
