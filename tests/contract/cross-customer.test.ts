import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bffRoutes, filled, idsOfNobody } from '@/tests/contract/bff-routes'
import { buyRig } from '@/tests/contract/buy-rig'
import { openPeople } from '@/tests/contract/people'
import { mounted, Visitor } from '@/tests/contract/visitor'

/** What a route owes to somebody who names another customer's things:
 *  `owned`: to a stranger the thing does not exist (404), or nobody has signed in (401);
 *  `own`: the route knows only the caller's things, so whatever is named is the caller's or nothing;
 *  `shared`: the same for everybody, and holds nothing personal;
 *  `bearer`: opens to whoever holds an unguessable key or has the answer, and must not show who is behind it. */
type Rule = { kind: 'owned' | 'own' | 'shared' | 'bearer'; body?: unknown; query?: string }

const address = {
  name: 'Stranger',
  line1: '9 Other Street',
  city: 'London',
  postcode: 'SE1 9XX',
  country: 'GB',
}
const payment = { token: 'tok_success', expectedTotal: 1 }

/** Every route of the BFF. A route that is not here fails the first test. */
const rules: Record<string, Rule> = {
  'GET /catalogue/products/{product}': { kind: 'shared' },
  'GET /catalogue/categories': { kind: 'shared' },
  'GET /search': { kind: 'shared', query: 'locale=en-GB&q=mug' },
  'GET /search/suggest': { kind: 'shared', query: 'locale=en-GB&q=mug' },
  'GET /stores': { kind: 'shared' },
  'GET /stores/stock/{sku}': { kind: 'shared', query: 'locale=en-GB' },
  'GET /cart': { kind: 'own' },
  'POST /cart/lines': { kind: 'own', body: { sku: 'NOTHING-1' } },
  'PATCH /cart/lines/{sku}': { kind: 'own', body: { quantity: 7 } },
  'DELETE /cart/lines/{sku}': { kind: 'own' },
  'POST /cart/undo': { kind: 'own' },
  'POST /cart/lines/{sku}/save': { kind: 'own' },
  'POST /cart/saved/{sku}/move': { kind: 'own' },
  'PUT /cart/promotion': { kind: 'own', body: { code: 'NOTHING' } },
  'DELETE /cart/promotion': { kind: 'own' },
  'PUT /cart/notes': { kind: 'own', body: { note: 'a stranger was here' } },
  'POST /checkout': { kind: 'own', body: { email: 'stranger@example.com' } },
  'GET /checkout/estimate': { kind: 'own', query: 'country=GB&postcode=SE1+9XX' },
  'GET /checkout/{checkout}': { kind: 'owned' },
  'PATCH /checkout/{checkout}': { kind: 'owned', body: { email: 'stranger@example.com', shipping: address } },
  'POST /checkout/{checkout}/gift-cards': { kind: 'owned', body: { code: '0000-0000-0000-0000' } },
  'DELETE /checkout/{checkout}/gift-cards/{card}': { kind: 'owned' },
  'POST /checkout/{checkout}/pay': { kind: 'owned', body: payment },
  'POST /checkout/{checkout}/resume': { kind: 'owned' },
  'POST /checkout/{checkout}/cancel-payment': { kind: 'owned' },
  'GET /orders': { kind: 'own' },
  'POST /archive/restores': { kind: 'owned', body: { key: 'tax/2026/INV-1.pdf' } },
  'GET /archive/restores': { kind: 'owned' },
  'GET /archive/restores/{restore}': { kind: 'owned' },
  'POST /archive/restores/{restore}/link': { kind: 'owned' },
  'GET /archive/restores/{restore}/document': { kind: 'owned' },
  'GET /archive/records': { kind: 'owned', query: 'text=Q5KX-7M3Q-92RX' },
  'POST /restock': { kind: 'shared', body: { sku: 'NOT-SOLD', email: 'stranger@example.com' } },
  'POST /orders/lookup': { kind: 'bearer', body: { number: 'QS-00000000', email: 'stranger@example.com' } },
  'GET /orders/{order}': { kind: 'owned' },
  'GET /orders/{order}/invoice': { kind: 'owned' },
  'POST /orders/{order}/cancel': { kind: 'owned' },
  'POST /orders/{order}/address': { kind: 'owned', body: address },
  'POST /orders/{order}/returns': {
    kind: 'owned',
    body: { lines: [{ sku: 'MUG-1', quantity: 1, reason: 'other' }] },
  },
  'POST /orders/{order}/again': { kind: 'owned' },
  'GET /orders/{order}/documents/{document}': { kind: 'owned' },
  'GET /orders/{order}/shipments/{shipment}/proof': { kind: 'owned' },
  'GET /deliveries/{order}': { kind: 'owned' },
  'GET /deliveries/{order}/live': { kind: 'owned' },
  'GET /operations/board': { kind: 'owned' },
  'GET /operations/live': { kind: 'owned' },
  'PUT /operations/flags/{flag}': { kind: 'owned', body: { on: false } },
  'POST /operations/parked/{event}/publish': { kind: 'owned' },
  'POST /operations/queues/{queue}/redrive': { kind: 'owned' },
  'POST /operations/reviews/{review}': { kind: 'owned', body: { decision: 'approve' } },
  'POST /operations/holds/{hold}/release': { kind: 'owned' },
  'POST /operations/orders/{order}/refunds': { kind: 'owned', body: { amount: 1, key: 'a-stranger-1' } },
  'POST /operations/orders/{order}/refunds/{refund}/retry': { kind: 'owned' },
  'POST /operations/orders/{order}/returns/{rma}': { kind: 'owned', body: { answer: 'receive' } },
  'GET /operations/orders/{order}/live': { kind: 'owned' },
  'PUT /content/pages/{page}': { kind: 'owned', body: { document: {} } },
  'POST /content/pages/{page}/publications': { kind: 'owned', body: { version: 1 } },
  'POST /content/pages/{page}/withdrawal': { kind: 'owned' },
  'GET /reviews/mine': { kind: 'own' },
  'GET /reviews/products/{product}': { kind: 'shared' },
  'PUT /reviews/products/{product}': {
    kind: 'own',
    body: { stars: 1, title: 'A stranger’s', text: 'I never had it.', locale: 'en-GB' },
  },
  'DELETE /reviews/products/{product}': { kind: 'own' },
  'POST /reviews/products/{product}/{opinion}/helpful': { kind: 'own' },
  'POST /moderation/{product}/{opinion}': { kind: 'owned', body: { version: 0, decision: 'publish' } },
  'GET /wishlists': { kind: 'own' },
  'POST /wishlists': { kind: 'own', body: { name: 'A stranger’s' } },
  'POST /wishlists/pieces': { kind: 'own', body: { sku: 'NOTHING-1' } },
  'DELETE /wishlists/products/{product}': { kind: 'own' },
  'GET /wishlists/shared/{token}': { kind: 'bearer' },
  'PATCH /wishlists/{list}': { kind: 'owned', body: { name: 'A stranger’s' } },
  'DELETE /wishlists/{list}': { kind: 'owned' },
  'PUT /wishlists/{list}/share': { kind: 'owned' },
  'DELETE /wishlists/{list}/share': { kind: 'owned' },
  'DELETE /wishlists/{list}/pieces/{sku}': { kind: 'owned' },
  'POST /wishlists/{list}/pieces/{sku}/cart': { kind: 'owned' },
  'POST /wishlists/{list}/pieces/{sku}/list': { kind: 'owned', body: { list: idsOfNobody.list } },
  'GET /customers/me': { kind: 'own' },
  'GET /customers/me/export': { kind: 'own' },
  'PATCH /customers/me': { kind: 'own', body: { name: 'Stranger' } },
  'POST /customers/me/addresses': { kind: 'own', body: address },
  'PUT /customers/me/addresses/{address}': { kind: 'owned', body: address },
  'DELETE /customers/me/addresses/{address}': { kind: 'owned' },
  // The index is the staff's; whoever else asks is refused.
  'GET /assets': { kind: 'own', query: 'owner=cus_0' },
  'GET /assets/backlog': { kind: 'own' },
  'PUT /customers/me/consents/{purpose}': { kind: 'own', body: { granted: true } },
  'POST /customers/me/erasure': { kind: 'own', body: { confirmation: 'stranger@example.com' } },
  'POST /uploads': { kind: 'own', body: { purpose: 'gift', type: 'image/png', size: 9, name: 'card.png' } },
  'GET /uploads': { kind: 'own' },
  'GET /uploads/{upload}': { kind: 'owned' },
  'GET /uploads/{upload}/parts': { kind: 'owned' },
  'POST /uploads/{upload}/parts': { kind: 'owned', body: { numbers: [1] } },
  'POST /uploads/{upload}/complete': { kind: 'owned' },
  'DELETE /uploads/{upload}': { kind: 'owned' },
  'GET /session': { kind: 'own' },
  'POST /session': {
    kind: 'own',
    body: { accessToken: 'x'.repeat(30), idToken: 'x'.repeat(30), refreshToken: 'x'.repeat(30) },
  },
  'DELETE /session': { kind: 'own' },
  'GET /session/devices': { kind: 'own' },
  'DELETE /session/devices': { kind: 'own' },
  'DELETE /session/devices/{device}': { kind: 'owned' },
  'GET /payments/sandbox/challenges/{key}': { kind: 'bearer' },
  'POST /payments/stripe/webhooks': { kind: 'bearer', body: {} },
  'POST /payments/sandbox/challenges/{key}': { kind: 'bearer', body: { outcome: 'approve' } },
}

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
