import '@/tests/chaos/environment'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { addToCart, cartOf } from '@/server/cart/cart'
import { checkoutOf, startCheckout } from '@/server/checkout/checkout'
import { inPayment, isOver, moves } from '@/server/checkout/machine'
import { Checkout, type CheckoutState } from '@/server/checkout/model'
import { cancelPayment, pay, resumeCheckout } from '@/server/checkout/pay'
import { recoverCheckouts } from '@/server/checkout/recovery'
import { auditStock } from '@/server/inventory/audit'
import { sweepHolds } from '@/server/inventory/holds'
import { stockAt } from '@/server/inventory/inventory'
import { auditLedger } from '@/server/payments/audit'
import { answerChallenge } from '@/server/payments/sandbox'
import { DomainError } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { scanTable } from '@/server/platform/tables/scan'
import { calm } from '@/tests/chaos/faults'
import { makeGoods, skus, stockShelves } from '@/tests/chaos/goods'
import { Random } from '@/tests/chaos/random'
import { World } from '@/tests/chaos/world'

const world = new World()
beforeAll(async () => {
  await world.open()
  await makeGoods()
})

const onHand = 5
const [sku] = skus
const shipping = { name: 'A', line1: '1 Rope Walk', city: 'London', postcode: 'SE1 9XX', country: 'GB' }

/** What must be so, whatever was done: little enough to be surely right. */
interface Model {
  /** Pieces that were bought. */
  sold: number
  /** Checkouts that are over stay as they were. */
  over: Map<string, CheckoutState>
  versions: Map<string, number>
}
/** The shop as one shopper's commands reach it. */
class Shop {
  readonly who = { kind: 'guest' as const, id: newId('gst'), sessionId: newId('ses') }
  current = ''

  /** The shopper's own view of the latest checkout. */
  view = () => checkoutOf(this.who, this.current)
}

type Command = fc.AsyncCommand<Model, Shop>

/** A command that anybody may give at any time. Refusals by name are answers; anything else is a failure. */
function command(name: string, work: (shop: Shop) => Promise<unknown>): Command {
  return {
    check: () => true,
    toString: () => name,
    async run(model, shop) {
      try {
        await work(shop)
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
      }
      await holdsTrue(model)
    },
  }
}

const cards = ['tok_success', 'tok_decline', 'tok_challenge', 'tok_timeout', 'tok_lost', 'tok_late_success']
const details = (delivery: 'standard' | 'express') => ({ email: 'a@example.com', shipping, delivery })

const payWith = (token: string) => async (shop: Shop) => {
  const { id, totals } = await shop.view()
  await pay(shop.who, id, 'en-GB', { token, expectedTotal: totals.total.amount })
}
const answer = (outcome: 'approve' | 'decline') => async (shop: Shop) => {
  const { challenge } = await shop.view()
  if (challenge) await answerChallenge(challenge.url.split('/').at(-1) ?? '', outcome)
}
const begin = (delivery: 'standard' | 'express') => async (shop: Shop) => {
  shop.current = (await startCheckout(shop.who, 'en-GB', details(delivery))).id
}

const commands = fc.commands(
  [
    fc.constant(command('add', (shop) => addToCart(shop.who, 'en-GB', sku, 1))),
    fc
      .constantFrom('standard' as const, 'express' as const)
      .map((way) => command(`begin ${way}`, begin(way))),
    fc.constantFrom(...cards).map((card) => command(`pay ${card}`, payWith(card))),
    fc
      .constantFrom('approve' as const, 'decline' as const)
      .map((outcome) => command(`bank ${outcome}`, answer(outcome))),
    fc.constant(command('resume', (shop) => resumeCheckout(shop.who, shop.current))),
    fc.constant(command('give up', (shop) => cancelPayment(shop.who, shop.current))),
    fc.constant(command('recover', recoverCheckouts)),
    fc.constant(command('expire', sweepHolds)),
    fc
      .constantFrom(2_000, 20_000, 11 * 60_000)
      .map((milliseconds) =>
        command(`wait ${milliseconds}`, async () => world.scheduler.advance(milliseconds)),
      ),
  ],
  { maxCommands: 25 },
)

/** The invariants of the state machine, after every command. */
async function holdsTrue(model: Model): Promise<void> {
  const checkouts: Checkout[] = []
  for await (const item of scanTable('checkouts')) {
    if (item.sk === 'checkout') checkouts.push(Checkout.parse(item))
  }
  const orders = new Map<string, number>()
  for await (const item of scanTable('orders')) {
    if (item.sk === 'order')
      orders.set(String(item.checkoutId), (orders.get(String(item.checkoutId)) ?? 0) + 1)
  }
  let sold = 0
  for (const checkout of checkouts) {
    const { id, state, history, version } = checkout
    expect(orders.get(id) ?? 0).toBe(state === 'completed' ? 1 : 0)
    expect(version).toBeGreaterThanOrEqual(model.versions.get(id) ?? 0)
    model.versions.set(id, version)
    expect(model.over.get(id) ?? state).toBe(state)
    if (isOver(state)) model.over.set(id, state)
    if (inPayment(state))
      expect([checkout.holdId, checkout.attempt, checkout.frozen]).not.toContain(undefined)
    for (const [index, entry] of history.entries()) {
      const before = history[index - 1]
      if (before && before.state !== entry.state) expect(moves[before.state]).toContain(entry.state)
    }
    if (state === 'completed') {
      sold += checkout.frozen?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0
    }
  }
  expect(sold).toBeGreaterThanOrEqual(model.sold)
  model.sold = sold
  const [level] = await stockAt([sku], ['tilbury'])
  expect(level?.onHand).toBe(onHand - sold)
  expect(level?.available).toBeGreaterThanOrEqual(0)
  expect((await auditStock()).differences).toEqual([])
  expect((await auditLedger()).differences).toEqual([])
}

test('whatever a shopper, a bank and the workers do, in any order, the state machine holds', async () => {
  await fc.assert(
    fc.asyncProperty(commands, async (list) => {
      world.begin(new Random(1), calm)
      await stockShelves(onHand)
      const shop = new Shop()
      await addToCart(shop.who, 'en-GB', sku, 1)
      await begin('standard')(shop)
      const model: Model = { sold: 0, over: new Map(), versions: new Map() }
      await fc.asyncModelRun(() => ({ model, real: shop }), list)
      world.scheduler.advance(3_600_000)
      for (let rounds = 0; rounds < 4; rounds++) {
        await recoverCheckouts()
        await sweepHolds()
      }
      expect((await auditStock()).activeHolds).toBe(0)
      const view = await shop.view()
      expect(inPayment(view.state)).toBe(false)
      const cart = await cartOf(shop.who, 'en-GB')
      if (view.state === 'completed') expect(view.order).toBeDefined()
      else expect(cart.count).toBeGreaterThan(0)
    }),
    { numRuns: Number(process.env.MODEL_RUNS ?? 60) },
  )
})
