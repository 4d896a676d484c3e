import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { until } from '@/tests/contract/shop-rig'
import { Visitor } from '@/tests/contract/visitor'
import { workingRig } from '@/tests/contract/working-rig'
import { startStripe } from '@/tests/stripe/stand-in'

export let stripe: Awaited<ReturnType<typeof startStripe>>
export let shop: Awaited<ReturnType<typeof workingRig>>
const hour = 3_600_000

beforeAll(async () => {
  stripe = await startStripe()
  Object.assign(process.env, stripe.environment)
  shop = await workingRig()
})
afterAll(async () => {
  await shop?.stop()
  await stripe?.stop()
})

/** All buyers have one test card, which many buyers in one day would make suspect. */
beforeEach(() => shop.rig.advance(25 * hour))

/** Whatever happened: the ledger is what Stripe did, as soon as nothing is on its way. */
afterEach(async () => {
  await until(async () => (await shop.auditLedger()).differences.length === 0, 'a balanced ledger')
  expect((await shop.auditStock()).differences).toEqual([])
})

export const epoch = async () => {
  const { epochSeconds } = await import('@/server/platform/clock')
  return epochSeconds()
}
export const send = (body: string, signature: string) =>
  new Visitor().ask('/payments/stripe/webhooks', {
    method: 'POST',
    body,
    headers: { 'stripe-signature': signature },
  })
/** Delivers what Stripe has told of a payment, the last event of this type. */
export async function deliver(type: string, key: string) {
  const event = stripe.books.events.findLast(
    (one) => one.type === type && JSON.stringify(one.object).includes(key),
  )
  if (!event) throw new Error(`Stripe told nothing of ${type}`)
  const { body, signature } = stripe.signed(event, await epoch())
  return send(body, signature)
}

export const intentsOf = (checkout: string) =>
  stripe.books.intents().filter((intent) => intent.metadata.payment?.startsWith(checkout))

export async function bought(token = 'pm_card_visa') {
  const sku = await shop.product(5)
  const { who, view, total } = await shop.readyToPay(sku)
  const paid = await shop.pay(who, view.id, total, token)
  const state = () => shop.orders.orderOf(who, paid.order?.id ?? '', 'en-GB')
  return { sku, who, id: view.id, key: `${view.id}-1`, total, paid, state }
}
