import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

const statuses: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }

/** Answers what could not be parsed as a request, and hangs up. */
export function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const status = statuses[error.code ?? ''] ?? 400
  const reason = STATUS_CODES[status] ?? ''
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    'content-type: text/plain; charset=utf-8',
    `content-length: ${reason.length}`,
    'cache-control: no-store',
    'x-cache: Error from edge',
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${reason}`)
}
