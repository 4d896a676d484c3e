import { z } from 'zod'
import { rules } from '@/infra/resources'
import { Cart } from '@/server/cart/model'
import { inPayment, moves } from '@/server/checkout/machine'
import { Checkout } from '@/server/checkout/model'
import { auditStock } from '@/server/inventory/audit'
import { Order } from '@/server/orders/model'
import { auditLedger } from '@/server/payments/audit'
import { GiftCard, GiftMovement } from '@/server/payments/gift-card'
import { scanTable } from '@/server/platform/tables/scan'
import { papersOf } from './paper-checks'
import type { Workers } from './workers'
import type { World } from './world'

/** A payment as the sandbox provider keeps it. */
const Intent = z.object({
  key: z.string(),
  state: z.string(),
  captured: z.number(),
  refunds: z.array(z.object({ amount: z.number() })),
})
type Intent = z.infer<typeof Intent>

/** Everything that stands in the tables when a run is over. */
interface Aftermath {
  checkouts: Checkout[]
  orders: { order: Order; carriesEvents: boolean }[]
  carts: Cart[]
  intents: Intent[]
  giftCards: GiftCard[]
  gifts: GiftMovement[]
}

async function aftermath(): Promise<Aftermath> {
  const found: Aftermath = { checkouts: [], orders: [], carts: [], intents: [], giftCards: [], gifts: [] }
  for await (const item of scanTable('checkouts')) {
    if (item.sk === 'checkout') found.checkouts.push(Checkout.parse(item))
  }
  for await (const item of scanTable('orders')) {
    if (item.sk === 'order') found.orders.push({ order: Order.parse(item), carriesEvents: 'outbox' in item })
  }
  for await (const item of scanTable('carts')) found.carts.push(Cart.parse(item))
  for await (const item of scanTable('payments')) {
    if (item.sk === 'intent') found.intents.push(Intent.parse(item))
    else if (item.sk === 'gift-card') found.giftCards.push(GiftCard.parse(item))
    else if (String(item.sk).startsWith('movement#')) found.gifts.push(GiftMovement.parse(item))
  }
  return found
}

/** What is wrong when a run is over and everything has been recovered: one order, one charge, one message for each completed
 *  checkout and none for any other; stock the sum of its movements; nothing held; carts closed; events complete. */
export async function violations(world: World, workers: Workers): Promise<string[]> {
  const found = await aftermath()
  const wrong: string[] = []
  const expect = (holds: boolean, what: string) => holds || wrong.push(what)

  for (const checkout of found.checkouts) {
    const orders = found.orders.filter(
      ({ order }) => order.checkoutId === checkout.id && order.exchangeFor === undefined,
    )
    const completed = checkout.state === 'completed'
    expect(orders.length === (completed ? 1 : 0), `${checkout.state} checkout has ${orders.length} orders`)
    expect(!inPayment(checkout.state) || checkout.state === 'challenge', `a checkout stays ${checkout.state}`)
    expect(checkout.state !== 'challenge', 'a checkout stays at the bank')
    expect(checkout.toGiveUp.length === 0, 'an attempt was never given up')
    wrong.push(...historyOf(checkout))
    const own = found.intents.filter(({ key }) => key.startsWith(checkout.id))
    wrong.push(...moneyOf(own, found.gifts, orders[0]?.order, workers))
    const cart = found.carts.find((one) => one.checkoutId === checkout.id)
    expect(!completed || cart === undefined, 'a cart still belongs to a completed checkout')
  }
  for (const { order, carriesEvents } of found.orders) {
    expect(!carriesEvents, 'an order still carries events')
    const messages = [...workers.received.values()].filter(
      ({ event, group }) => event.name === 'OrderPlaced' && group === order.id,
    )
    expect(messages.length === 1, `the order management has ${messages.length} messages of an order`)
    const told = (name: string) => new Set(idsOf(world, name, order.id)).size
    expect(told('OrderPlaced') === 1, `OrderPlaced was told ${told('OrderPlaced')} times`)
    const paid = order.timeline.filter((entry) => entry.code === 'paid').length
    expect(told('OrderPaid') === paid, `OrderPaid was told ${told('OrderPaid')} times, not ${paid}`)
    const cancelled = order.fulfilment === 'cancelled' ? 1 : 0
    expect(told('OrderCancelled') === cancelled, `OrderCancelled was told ${told('OrderCancelled')} times`)
    const all = found.orders.map((one) => one.order)
    wrong.push(...returnsOf(order, told('OrderRefunded'), all), ...lettersOf(world, workers, order))
    if (workers.writes.papers) wrong.push(...papersOf(world, order))
  }
  const stock = await auditStock()
  expect(stock.differences.length === 0, `stock differs: ${JSON.stringify(stock.differences)}`)
  expect(stock.activeHolds === 0, `${stock.activeHolds} holds are left`)
  const ledger = await auditLedger()
  const differences = [...ledger.differences, ...ledger.giftDifferences]
  expect(differences.length === 0, `the ledger differs: ${JSON.stringify(differences)}`)
  const due = found.orders.reduce((sum, { order }) => sum + owedFor(order), 0)
  const reserved = found.giftCards.filter((card) => card.reserved.length > 0)
  expect(reserved.length === 0, 'a gift card still has something set aside')
  expect((ledger.moneyIn.GBP ?? 0) === due, `money in is ${ledger.moneyIn.GBP ?? 0}, not ${due}`)
  return wrong
}

const idsOf = (world: World, name: string, order: string): string[] =>
  world.published
    .filter((event) => event.name === name && Reflect.get(Object(event.data), 'orderId') === order)
    .map((event) => event.id)

/** One charge at most, of the right amount; nothing stays reserved for nothing. */
function moneyOf(
  intents: readonly Intent[],
  movements: readonly GiftMovement[],
  order: Order | undefined,
  workers: Workers,
): string[] {
  const wrong: string[] = []
  const open = intents.filter(
    (intent) => intent.captured === 0 && !['voided', 'declined'].includes(intent.state),
  )
  if (open.length > 0) wrong.push(`${open.length} payments stay ${open.map((one) => one.state).join(', ')}`)
  const charged = intents.filter((intent) => intent.captured > 0)
  const refunded = charged.flatMap((one) => one.refunds).reduce((sum, refund) => sum + refund.amount, 0)
  const captured = charged.reduce((sum, one) => sum + one.captured, 0)
  if (charged.length > 1) wrong.push(`${charged.length} charges of one checkout`)
  if (!order) {
    if (captured > 0) wrong.push('a charge without an order')
    return wrong
  }
  const due = owedFor(order)
  const gifts = movements.filter(({ orderId }) => orderId === order.id)
  const given = gifts.reduce((sum, { kind, amount }) => sum + (kind === 'spend' ? amount : -amount), 0)
  if (captured - refunded + given !== due) {
    wrong.push(`captured ${captured} − refunded ${refunded} + gift cards ${given} is not ${due}`)
  }
  const settled =
    order.fulfilment === 'cancelled'
      ? ['voided', 'refunded']
      : order.refunds?.length
        ? ['partly-refunded', 'refunded']
        : ['paid']
  if (!settled.includes(order.paymentStatus)) {
    const knows = workers.received.size > 0
    wrong.push(`an order that is ${order.fulfilment} stays ${order.paymentStatus} (${String(knows)})`)
  }
  return wrong
}

/** What the shop may keep of an order's money. */
const owedFor = ({ fulfilment, quote, refunds = [] }: Order): number =>
  fulfilment === 'cancelled' ? 0 : quote.total - refunds.reduce((sum, { amount }) => sum + amount, 0)

/** What has come back is settled: its money went back once, or something else went out for it, never both; and that was told once. */
function returnsOf(order: Order, told: number, all: readonly Order[]): string[] {
  const { id, returns = [], refunds = [] } = order
  const wrong = returns
    .filter(({ state }) => state !== 'settled')
    .map(({ state }) => `a return stays ${state}`)
  if (refunds.some(({ settled }) => !settled)) wrong.push('a refund is not settled')
  if (told !== refunds.length) wrong.push(`OrderRefunded was told ${told} times, not ${refunds.length}`)
  for (const back of returns) {
    const sent = all.filter(({ exchangeFor }) => exchangeFor?.orderId === id && exchangeFor.rma === back.rma)
    if (sent.length > 1) wrong.push(`${sent.length} orders went out in exchange for one return`)
    if (sent[0]?.id !== back.exchangeOrder) wrong.push('a return does not know what went out in exchange')
    const keys = refunds.map(({ key }) => key).filter((key) => key.split('-')[0] === back.rma)
    const due = sent[0] ? (sent[0].fulfilment === 'cancelled' ? [`${back.rma}-cancelled`] : []) : [back.rma]
    const whole = keys.filter((key) => key !== `${back.rma}-difference`)
    if (whole.join() !== due.join()) wrong.push(`refunds ${keys.join()} of a return, not ${due.join()}`)
  }
  return wrong
}

const letterRule = new Set<string>(rules['orders-to-engagement'].events)

/** One letter for each thing that was told. Mail knows no repetition: where a writer was struck, a letter may come twice, and never
 *  more often than it was struck. */
function lettersOf(world: World, workers: Workers, { id, number }: Order): string[] {
  if (!workers.writes.letters) return []
  const told = world.published.filter(
    ({ name, data }) =>
      letterRule.has(name) &&
      Reflect.get(Object(data), 'orderId') === id &&
      Reflect.get(Object(data), 'kind') !== 'packing-slip',
  )
  const due = new Set(told.map((event) => event.id)).size
  const sent = world.letters.filter((subject) => subject.includes(number)).length
  const struck = world.trace.filter(({ process, fault }) => process.startsWith('letter.') && fault).length
  return sent >= due && sent <= due + struck ? [] : [`${sent} letters for ${due} things that were told`]
}

/** Every move is a legal one, on a version of its own. */
function historyOf({ history }: Checkout): string[] {
  return history.flatMap((entry, index) => {
    const before = history[index - 1]
    if (!before)
      return entry.state === 'open' || entry.state === 'ready' ? [] : ['a history begins in the middle']
    const wrong: string[] = []
    if (entry.version < before.version) wrong.push('a history goes backwards')
    const moved = entry.state !== before.state
    if (moved && !moves[before.state].includes(entry.state))
      wrong.push(`${before.state} became ${entry.state}`)
    return wrong
  })
}
