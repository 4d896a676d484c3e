import assert from 'node:assert/strict'
import {
  ConfirmSignUpCommand,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { importProducts } from '@/server/catalogue/catalogue'
import { Product } from '@/server/catalogue/model'
import { openStock } from '@/server/inventory/inventory'
import { cognito } from '@/server/platform/aws'
import { cache } from '@/server/platform/cache'
import { config } from '@/server/platform/config'
import { importPrices } from '@/server/pricing/pricing'
import { searchProducts } from '@/server/search/search'
import { startWorkers } from '@/server/workers/workers'
import { until } from '@/tests/contract/shop-rig'
import { Visitor } from '@/tests/contract/visitor'

/**
 * Everything from signing up to the invoice's bytes, with the production adapters alone: what this process knows of its services, it
 * knows from the environment. The shop's own doors are called as Next calls them.
 */
const { cloud, identity, openSearchUrl, redisUrl, doorUrl, kafka } = config()
assert.equal(cloud, 'aws')
assert.ok(identity && openSearchUrl && redisUrl && kafka, 'every service is somebody else’s')
assert.equal(doorUrl, undefined)

const sku = 'MUG-1'
const email = 'ada@example.com'
const password = 'Harbour-light-1'
const patience = 60_000
const step = (what: string) => console.log(`   ${what}`)

// Where the parcel is goes to Amazon Location, which moto does not have: the order is invoiced all the same.
const workers = startWorkers({ omsPaceMilliseconds: 50 })

const product = Product.parse({
  id: 'mug-1',
  version: 1,
  source: { name: 'test', id: sku },
  language: 'en',
  categories: ['mugs'],
  texts: { en: { name: 'Harbour mug' } },
  variants: [{ sku }],
  updatedAt: new Date().toISOString(),
})
await importPrices([
  { sku, version: 1, taxClass: 'standard', prices: { GB: { amount: 1800, currency: 'GBP' } } },
])
await openStock([{ sku, location: 'tilbury', onHand: 5 }])
await importProducts([{ product, fingerprint: sku }])
const find = async () =>
  (await searchProducts({ market: 'GB', locale: 'en-GB', text: 'harbour mug' })).hits.map((hit) => hit.id)
await until(async () => (await find()).includes('mug-1'), 'the product in the search index', patience)
step('an imported product came through the stream, the bus and a queue into OpenSearch, and is found')

const { clientId = '' } = identity
await cognito().send(
  new SignUpCommand({
    ClientId: clientId,
    Username: email,
    Password: password,
    UserAttributes: [
      { Name: 'email', Value: email },
      { Name: 'name', Value: 'Ada Marsh' },
    ],
  }),
)
await cognito().send(
  new ConfirmSignUpCommand({ ClientId: clientId, Username: email, ConfirmationCode: '123456' }),
)
const visitor = new Visitor()
await visitor.ask('/cart/lines', { method: 'POST', body: { sku, quantity: 2 } })
const { AuthenticationResult: tokens } = await cognito().send(
  new InitiateAuthCommand({
    ClientId: clientId,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: email, PASSWORD: password },
  }),
)
const begun = await visitor.ask('/session', {
  method: 'POST',
  body: {
    accessToken: tokens?.AccessToken,
    idToken: tokens?.IdToken,
    refreshToken: tokens?.RefreshToken,
  },
})
assert.equal(begun.status, 200, await begun.clone().text())
assert.equal((await visitor.read<{ count: number }>('/cart')).count, 2)
step('a visitor signed up and in; the guest’s cart has come along')

const started = await visitor.ask('/checkout', {
  method: 'POST',
  body: {
    email,
    shipping: { name: 'Ada Marsh', line1: '1 Rope Walk', city: 'London', postcode: 'SE1 9XX', country: 'GB' },
    delivery: 'standard',
  },
})
assert.ok(started.ok, await started.clone().text())
const checkout = (await started.json()) as { id: string; totals: { total: { amount: number } } }
const paid = await visitor.ask(`/checkout/${checkout.id}/pay`, {
  method: 'POST',
  body: { token: 'tok_success_visa_4242', expectedTotal: checkout.totals.total.amount },
})
const { state, order } = (await paid.json()) as { state: string; order?: { id: string; number: string } }
assert.equal(state, 'completed')
assert.ok(order)
step(`order ${order.number} is placed and paid`)

type Bought = { status: string; invoiceReady: boolean }
const bought = () => visitor.read<Bought>(`/orders/${order.id}`)
await until(async () => (await bought()).invoiceReady, 'the invoice', patience)
const invoice = await visitor.read<{ url: string }>(`/orders/${order.id}/invoice`)
const document = Buffer.from(await (await fetch(invoice.url)).arrayBuffer())
assert.equal(document.subarray(0, 5).toString(), '%PDF-')
step(`its invoice of ${document.length} bytes came from S3 by a presigned URL`)

const { auditStock } = await import('@/server/inventory/audit')
const { auditLedger } = await import('@/server/payments/audit')
const wrong = async () => [...(await auditStock()).differences, ...(await auditLedger()).differences]
await until(async () => (await wrong()).length === 0, 'books that balance', patience)
await until(async () => {
  await cache().set('purchase', order.id, 60)
  return (await cache().get('purchase')) === order.id
}, 'an answer of Redis')
step('stock and money add up, and Redis keeps what it is given')
await workers.stop()
process.exit(0)
