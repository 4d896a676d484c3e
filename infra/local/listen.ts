import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { CannotStart } from './directory-lock'
import type { LocalService } from './service'

/** Serves one handler on one port.
 *  @param port 0 takes any free one
 *  @throws CannotStart when the port is taken */
export async function listen(
  host: string,
  port: number,
  name: string,
  handle: LocalService['handle'],
): Promise<{ server: Server; address: string }> {
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => fail(name, error, request, response))
  })
  // Clients keep idle connections for a while; closing first would make their next request fail.
  server.keepAliveTimeout = 75_000
  server.requestTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(explained(error, host, port, name)))
    server.listen(port, host, resolve)
  })
  const bound = server.address()
  const boundPort = typeof bound === 'object' && bound !== null ? bound.port : port
  return { server, address: `http://${host}:${boundPort}` }
}

/** Stops listening, gives requests in progress two seconds, then cuts them off. */
export async function stopServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), 2_000)
  await closed
  clearTimeout(cut)
}

function explained(error: Error, host: string, port: number, name: string): Error {
  const code = 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') {
    return new CannotStart(
      `Port ${port} (for ${name}) on ${host} is taken by another program. Stop it, or choose other ports with --port.`,
    )
  }
  if (code === 'EACCES') return new CannotStart(`Port ${port} (for ${name}) may not be opened by this user.`)
  return error
}

function fail(name: string, error: unknown, request: IncomingMessage, response: ServerResponse): void {
  // A client that went away in the middle of its own request needs no answer and is no fault of ours.
  if (request.destroyed && response.destroyed) return
  console.error(`${name}: ${request.method} failed:`, error)
  if (response.headersSent) response.destroy()
  else response.writeHead(500, { 'content-type': 'text/plain' }).end('InternalFailure')
}
