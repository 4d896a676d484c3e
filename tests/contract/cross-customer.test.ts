import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bffRoutes, filled, idsOfNobody } from '@/tests/contract/bff-routes'
import { buyRig } from '@/tests/contract/buy-rig'
import { type Rule, rules } from '@/tests/contract/cross-customer-rules'
import { openPeople } from '@/tests/contract/people'
import { mounted, Visitor } from '@/tests/contract/visitor'

const marked = {
  name: 'Wilhelmina Markedname',
  line1: '77 Markedline Wharf',
  city: 'London',
  postcode: 'SE1 9XX',
  country: 'GB',
}

let shop: Awaited<ReturnType<typeof buyRig>>
let people: Awaited<ReturnType<typeof openPeople>>
let routes: string[]
/** The customer whose things the others ask for. */
let owner: Visitor
let other: Visitor
let ids: Record<string, string>
/** Texts that only the owner may ever read. */
let secrets: string[]
/** The owner's things as they were before anybody asked. */
let untouched: unknown

beforeAll(async () => {
  shop = await buyRig()
  people = await openPeople(shop.rig)
  routes = await bffRoutes()
  const email = await people.person(marked.name)
  owner = await signIn(email)
  const [bought, kept] = [await shop.product(9), await shop.product(9)]
  const first = await begin(owner, bought)
  const paid = await owner.read<{ order: { id: string; number: string; token: string } }>(
    `/checkout/${first.id}/pay`,
    { method: 'POST', body: { token: 'tok_success', expectedTotal: first.totals.total.amount } },
  )
  if (!paid.order) throw new Error(`The owner could not buy: ${JSON.stringify(paid)}`)
  const second = await begin(owner, kept)
  await owner.ask(`/checkout/${second.id}/pay`, {
    method: 'POST',
    body: { token: 'tok_challenge', expectedTotal: second.totals.total.amount },
  })
  await owner.ask('/customers/me/addresses', { method: 'POST', body: marked })
  other = await signIn(await people.person('Bela Other'))
  const profile = await owner.read<{ id: string; addresses: { id: string }[] }>('/customers/me')
  const order = paid.order
  const { list } = await owner.read<{ list: string }>('/wishlists/pieces', {
    method: 'POST',
    body: { sku: kept },
  })
  await owner.ask(`/wishlists/${list}`, { method: 'PATCH', body: { name: 'Markedwishes' } })
  const upload = await owner.read<{ id: string }>('/uploads', {
    method: 'POST',
    body: { purpose: 'profile', type: 'image/png', size: 9, name: 'Markedpicture.png' },
  })
  ids = {
    ...idsOfNobody,
    upload: upload.id,
    product: 'mug-1',
    sku: kept,
    list,
    device: (await owner.read<{ id: string }[]>('/session/devices'))[0]?.id ?? '',
    checkout: second.id,
    order: order.id,
    address: profile.addresses[0]?.id ?? '',
  }
  for (const [name, id] of Object.entries(ids)) expect(id, name).toBeTruthy()
  secrets = [
    email,
    marked.name,
    marked.line1,
    order.number,
    order.token,
    profile.id,
    'Markedpicture',
    'Markedwishes',
  ]
  untouched = await thingsOfOwner()
})
afterAll(async () => {
  await people?.stop()
  await shop?.stop()
})

test('every route of the BFF says what it owes to strangers', async () => {
  expect(Object.keys(rules).sort()).toEqual([...routes].sort())
})

test('every mounted resource is among these routes', () => {
  const resources = new Set(routes.map((route) => route.split(/[ /{]+/)[1]))
  expect(mounted().filter((name) => !resources.has(name))).toEqual([])
})

describe.each(['another customer', 'a guest with a cart', 'somebody unknown'])('%s', (who) => {
  test.each(Object.entries(rules))('%s', async (route, rule) => {
    const stranger = await strangers[who]?.(route)
    if (!stranger) throw new Error(`nobody is ${who}`)
    const answer = await call(stranger, route, rule)
    const text = await answer.text()
    for (const secret of secrets) expect(text, 'shows what is the owner’s').not.toContain(secret)
    if (rule.kind === 'owned') expect([401, 404], text).toContain(answer.status)
    if (rule.kind === 'owned' && who !== 'somebody unknown' && !/\/(customers|devices)\//.test(route)) {
      expect(answer.status, text).toBe(404)
    }
    expect(answer.status, text).toBeLessThan(500)
    const shared = answer.headers.get('cache-control')?.includes('public') ?? false
    if (rule.kind !== 'shared') expect(shared, 'may stand in a shared cache').toBe(false)
    expect(await thingsOfOwner()).toEqual(untouched)
  })
})

test('the owner reads all of it', async () => {
  const page = await owner.ask(`/orders/${ids.order}`)
  expect(await page.text()).toContain(marked.line1)
  expect((await owner.ask(`/checkout/${ids.checkout}`)).status).toBe(200)
})

test('a token opens its own order and no other', async () => {
  const { id, totals } = await begin(other, await shop.product(9))
  const body = { token: 'tok_success', expectedTotal: totals.total.amount }
  const { order } = await other.read<{ order: { id: string; token: string } }>(`/checkout/${id}/pay`, {
    method: 'POST',
    body,
  })
  const anybody = new Visitor()
  expect((await anybody.ask(`/orders/${order.id}?token=${order.token}`)).status).toBe(200)
  for (const path of ['', '/invoice']) {
    const answer = await anybody.ask(`/orders/${ids.order}${path}?token=${order.token}`)
    expect(answer.status).toBe(404)
  }
  const cancel = `/orders/${ids.order}/cancel?token=${order.token}`
  expect((await anybody.ask(cancel, { method: 'POST' })).status).toBe(404)
})

test('a guest does not find an order by its number and the wrong address', async () => {
  const { number } = await owner.read<{ number: string }>(`/orders/${ids.order}`)
  const answer = await new Visitor().ask('/orders/lookup', {
    method: 'POST',
    body: { number, email: 'stranger@example.com' },
  })
  expect(answer.status).toBe(404)
})

const strangers: Record<string, (route: string) => Promise<Visitor>> = {
  // A route of the session may end it, so that needs one of its own.
  'another customer': async (route) =>
    /\/session(\/devices)?$/.test(route) ? signIn(await people.person()) : new Visitor(other.cookie),
  'a guest with a cart': async () => {
    const guest = new Visitor()
    await guest.ask('/cart/lines', { method: 'POST', body: { sku: await shop.product(9) } })
    return guest
  },
  'somebody unknown': async () => new Visitor(),
}

async function signIn(email: string): Promise<Visitor> {
  const visitor = new Visitor()
  await visitor.ask('/session', { method: 'POST', body: await people.tokensOf(email) })
  expect(await visitor.kind()).toBe('customer')
  return visitor
}

interface Begun {
  id: string
  totals: { total: { amount: number } }
}

async function begin(who: Visitor, sku: string): Promise<Begun> {
  await who.ask('/cart/lines', { method: 'POST', body: { sku } })
  const body = { email: 'wilhelmina@example.com', shipping: marked, delivery: 'standard' }
  return who.read('/checkout', { method: 'POST', body })
}

function call(who: Visitor, route: string, { body, query }: Rule): Promise<Response> {
  const { method, path } = filled(route, ids)
  return who.ask(query ? `${path}?${query}` : path, { method, ...(body ? { body } : {}) })
}

async function thingsOfOwner(): Promise<unknown> {
  const paths = [
    '/customers/me',
    '/cart',
    `/checkout/${ids.checkout}`,
    `/orders/${ids.order}`,
    '/uploads',
    '/wishlists',
  ]
  return Promise.all(paths.map((path) => owner.read(path)))
}
