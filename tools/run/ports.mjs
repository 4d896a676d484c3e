import { createServer } from 'node:net'

/** Every port follows from `PORT`: the edge has it, the rest come after it. The cloud takes seven in a row. */
export function portsFrom(value) {
  const edge = Number(value ?? 3000)
  if (!Number.isInteger(edge) || edge < 1 || edge > 65_500) {
    throw new Error(`PORT must be a whole number from 1 to 65500, not '${value}'.`)
  }
  return { edge, web: edge + 1, appTier: edge + 2, cloud: edge + 10 }
}

/** @throws Error with one sentence when something else listens there */
export async function requireFree(ports) {
  const all = [ports.edge, ports.web, ports.appTier, ...Array.from({ length: 7 }, (_, i) => ports.cloud + i)]
  for (const port of all) {
    if (await taken(port)) {
      throw new Error(
        `Port ${port} is taken by another program. Stop it, or choose others: PORT=4000 npm start (uses 4000 to 4016).`,
      )
    }
  }
}

const taken = (port) =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(true))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(false)))
  })
