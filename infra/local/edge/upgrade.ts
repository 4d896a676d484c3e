import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { EdgeParts } from './handler'
import { requestIdOf } from './viewer'

/** Passes a WebSocket on to the web tier, both ways. */
export function upgradeHandler(edge: Pick<EdgeParts, 'origins' | 'plan' | 'viewer'>) {
  return function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy())
    try {
      open(request, socket, head)
    } catch {
      refuse(socket, '400 Bad Request') // the host or the target cannot be served
    }
  }

  function open(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const plan = edge.plan(request.url ?? '/', edge.viewer.host(request), request.headers)
    const { country } = edge.viewer
    const address = edge.viewer.address(request)
    const viewer = { address, country, requestId: requestIdOf(request), labels: [] }
    const wish = edge.origins.translate(request, plan, viewer, request.method ?? 'GET')
    if (!wish || wish.to !== 'web') return refuse(socket, '403 Forbidden')
    const sent = edge.origins.open({ ...wish, headers: { ...wish.headers, ...handshake(request) } })
    sent.on('upgrade', (answer, upstream, upstreamHead) => {
      upstream.on('error', () => socket.destroy())
      upstream.on('close', () => socket.destroy())
      socket.on('close', () => upstream.destroy())
      socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines(answer)}\r\n`)
      if (upstreamHead.length > 0) socket.write(upstreamHead)
      if (head.length > 0) upstream.write(head)
      upstream.pipe(socket).pipe(upstream)
    })
    sent.on('response', (answer) => {
      answer.destroy()
      refuse(socket, `${answer.statusCode} ${answer.statusMessage}`)
    })
    sent.on('error', () => refuse(socket, '502 Bad Gateway'))
    sent.end()
  }
}

/** What makes a request an upgrade; cookies and origin go along, because the receiver may check them. */
function handshake({ headers }: IncomingMessage): Record<string, string> {
  const sent: Record<string, string> = { connection: 'Upgrade', upgrade: headers.upgrade ?? 'websocket' }
  for (const [name, value] of Object.entries(headers)) {
    if (typeof value === 'string' && (name.startsWith('sec-websocket-') || name === 'origin'))
      sent[name] = value
  }
  return sent
}

function lines({ rawHeaders }: IncomingMessage): string {
  let text = ''
  for (let index = 0; index < rawHeaders.length; index += 2) {
    text += `${rawHeaders[index]}: ${rawHeaders[index + 1]}\r\n`
  }
  return text
}

const refuse = (socket: Duplex, status: string) =>
  void socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`)
