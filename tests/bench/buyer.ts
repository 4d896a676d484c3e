import { Agent, request } from 'node:http'

export type Step = 'add' | 'start' | 'pay'

const details = {
  email: 'bench@example.com',
  shipping: { name: 'Ada Quay', line1: '1 Rope Walk', city: 'London', postcode: 'SE1 9XX', country: 'GB' },
  delivery: 'standard',
}

/** Somebody who has never been here buys one piece: three calls, from the empty cart to the confirmed order.
 *  @param took hears of every call, in milliseconds */
export function buyer(site: string, sku: string, took: (step: Step, milliseconds: number) => void) {
  const agent = new Agent({ keepAlive: true })

  async function call(step: Step, path: string, cookie: string | undefined, body: unknown) {
    const from = performance.now()
    const ask = () => post(agent, site + path, site, cookie, JSON.stringify(body))
    // A kept connection may be closed while a request is on its way; browsers ask again, too.
    const answer = await ask().catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ECONNRESET') return ask()
      throw error
    })
    took(step, performance.now() - from)
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`)
    return { body: JSON.parse(answer.text), cookie: answer.cookie }
  }

  return async function buy(): Promise<{ id: string; at: number }> {
    const { cookie } = await call('add', '/api/cart/lines', undefined, { sku, quantity: 1 })
    const { body: view } = await call('start', '/api/checkout', cookie, details)
    const total = view.totals.total.amount
    const pay = { token: 'tok_success', expectedTotal: total }
    const { body: paid } = await call('pay', `/api/checkout/${view.id}/pay`, cookie, pay)
    if (paid.state !== 'completed') throw new Error(`the order is ${paid.state}`)
    return { id: paid.order.id, at: Date.now() }
  }
}

function post(agent: Agent, url: string, origin: string, cookie: string | undefined, body: string) {
  return new Promise<{ status: number; text: string; cookie?: string }>((resolve, reject) => {
    const headers = {
      origin,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...(cookie ? { cookie } : {}),
    }
    const asked = request(url, { agent, method: 'POST', headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part) => parts.push(part))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          text: Buffer.concat(parts).toString('utf8'),
          cookie: joined(cookie, response.headers['set-cookie']),
        }),
      )
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

/** The cookies of a browser after an answer, as it sends them: newer ones take the place of those with their name. */
export function joined(before: string | undefined, set: readonly string[] = []): string {
  const pairs = [...(before?.split('; ') ?? []), ...set.map((one) => one.split(';')[0] ?? '')]
  return [...new Map(pairs.map((pair) => [pair.split('=')[0], pair])).values()].join('; ')
}
