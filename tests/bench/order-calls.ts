import { joined } from './buyer'
import { dynamo } from '@/server/platform/aws'

interface Call {
  /** Of the request during which it was made. */
  request: string
  operation: string
  from: number
  to: number
}

const site = 'http://localhost:3000'
const shipping = {
  name: 'Ada Quay',
  line1: '1 Rope Walk',
  city: 'London',
  postcode: 'SE1 9XX',
  country: 'GB',
}

/** Buys through the shop's own routes in this process, and counts what is asked of DynamoDB meanwhile: sessions, shop and payment
 *  provider together. The second purchase counts, when what may be kept in memory is there. */
export async function callsOfAPurchase(sku: string) {
  const { bff } = await import('@/server/sessions/bff')
  const { cart } = await import('@/server/cart/routes')
  const { checkout } = await import('@/server/checkout/routes')
  const [addDoor, checkoutDoor] = [bff(cart).POST, bff(checkout).POST]
  let current = ''
  const calls: Call[] = []

  async function buy(): Promise<void> {
    let cookie: string | undefined
    const ask = async (
      name: string,
      door: (request: Request) => Promise<Response>,
      path: string,
      body: object,
    ) => {
      current = name
      const headers = { origin: site, 'content-type': 'application/json', ...(cookie ? { cookie } : {}) }
      const response = await door(
        new Request(site + path, { method: 'POST', headers, body: JSON.stringify(body) }),
      )
      cookie = joined(cookie, response.headers.getSetCookie())
      if (response.status !== 200) throw new Error(`${path}: ${await response.text()}`)
      return response.json()
    }
    await ask('add', addDoor, '/api/cart/lines', { sku, quantity: 1 })
    const details = { email: 'bench@example.com', shipping, delivery: 'standard' }
    const { id, totals } = await ask('start', checkoutDoor, '/api/checkout', details)
    const pay = { token: 'tok_success', expectedTotal: totals.total.amount }
    await ask('pay', checkoutDoor, `/api/checkout/${id}/pay`, pay)
  }

  process.env.SITE_URL = site
  const { config } = await import('@/server/platform/config')
  config().siteUrl = site
  await buy()
  const client = dynamo()
  const send = client.send.bind(client)
  Object.assign(client, {
    send: async (command: Parameters<typeof send>[0]) => {
      const operation = command.constructor.name
      const call = { request: current, operation, from: performance.now(), to: 0 }
      calls.push(call)
      try {
        return await send(command)
      } finally {
        call.to = performance.now()
      }
    },
  })
  await buy()
  Object.assign(client, { send })

  const requests = [...new Set(calls.map((call) => call.request))]
  const described = requests.map((request) => {
    const own = calls.filter((call) => call.request === request)
    return `${request} ${own.map((call) => call.operation.replace('Command', '')).join(' ')}`
  })
  const trips = requests.map((request) => roundTrips(calls.filter((call) => call.request === request)))
  return {
    total: calls.length,
    description: described.join('; '),
    roundTrips: trips.reduce((sum, count) => sum + count, 0),
    roundTripsByCall: requests.map((request, index) => `${request} ${trips[index]}`).join(', '),
  }
}

/** How many calls follow one another: those that run at the same time count once. */
function roundTrips(calls: readonly Call[]): number {
  let [count, end] = [0, -1]
  for (const call of calls.toSorted((a, b) => a.from - b.from)) {
    if (call.from >= end) {
      count += 1
      end = call.to
    } else end = Math.max(end, call.to)
  }
  return count
}
