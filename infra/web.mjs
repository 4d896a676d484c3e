// The container's process: Next's standalone server, and an end that no shopper notices. On SIGTERM the process says that it is
// not ready any more, goes on answering until the load balancer has looked away, finishes what is under way, and ends.
import { subscribe } from 'node:diagnostics_channel'
import { Server } from 'node:http'
import { fillErrorPages } from './error-pages.mjs'

const drainMilliseconds = Number(process.env.DRAIN_SECONDS ?? 10) * 1000
/** Orchestrators kill after 30 s; what takes longer than this would be cut off anyway. */
const patienceMilliseconds = 15_000

process.env.NEXT_MANUAL_SIG_HANDLE = 'true'
const servers = new Set()
subscribe('http.server.request.start', (message) => {
  if (message && typeof message === 'object' && 'server' in message && message.server instanceof Server)
    servers.add(message.server)
})

let ending = false
function end() {
  if (ending) return
  ending = true
  process.env.QUAYSIDE_DRAINING = 'true'
  setTimeout(() => {
    setTimeout(() => process.exit(1), patienceMilliseconds).unref()
    const closed = [...servers].map((server) => new Promise((resolve) => server.close(resolve)))
    void Promise.all(closed).then(() => process.exit(0))
  }, drainMilliseconds)
}
process.on('SIGTERM', end)
process.on('SIGINT', end)

fillErrorPages()
await import('./server.js')
