import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type * as Reviews from '@/server/fraud/reviews'
import { until } from '@/tests/contract/shop-rig'
import { Visitor } from '@/tests/contract/visitor'
import { workingRig } from '@/tests/contract/working-rig'

let shop: Awaited<ReturnType<typeof workingRig>>
let reviews: typeof Reviews
const hour = 3_600_000

beforeAll(async () => {
  shop = await workingRig()
  reviews = await import('@/server/fraud/reviews')
})
afterAll(() => shop?.stop())
afterEach(async () => {
  await until(async () => (await shop.auditLedger()).differences.length === 0, 'a balanced ledger')
  expect((await shop.auditLedger()).giftDifferences).toEqual([])
  await until(async () => (await shop.auditStock()).differences.length === 0, 'balanced stock')
})

/** A basket of so much money that a person looks at it. */
async function doubtful() {
  const sku = await shop.product(5, 700_000)
  const { who, view, total } = await shop.readyToPay(sku)
  const { order } = await shop.pay(who, view.id, total)
  if (!order) throw new Error('not placed')
  const state = () => shop.orders.orderOf(who, order.id, 'en-GB')
  const review = (await reviews.reviewQueue()).find((one) => one.orderId === order.id)
  if (!review) throw new Error('not in the queue')
  const mails = async () =>
    (await shop.rig.mail()).filter((mail) => mail.subject.includes(order.number)).map((mail) => mail.subject)
  const atManagement = () => shop.workers.orderManagement.known().filter((known) => known.id === order.id)
  return { sku, who, order, total, state, review, mails, atManagement }
}

/** Long enough for an ordinary order to be paid and acknowledged: one is, and the held one is still where it was. */
async function anOrdinaryOrderGoesThrough() {
  const { who, view, total } = await shop.readyToPay(await shop.product(5))
  const { order } = await shop.pay(who, view.id, total)
  await until(async () => {
    const seen = await shop.orders.orderOf(who, order?.id ?? '', 'en-GB')
    return seen.paymentStatus === 'paid' && seen.fulfilment === 'acknowledged'
  }, 'an ordinary order')
}

describe('an order under review', () => {
  test('is held: authorised, not captured, not sent to the order management, and its owner knows', async () => {
    const { order, total, state, review, mails, atManagement } = await doubtful()
    expect(review).toMatchObject({
      number: order.number,
      amount: total,
      currency: 'GBP',
      reasons: ['very-large-basket', 'no-device'],
      state: 'pending',
    })
    await anOrdinaryOrderGoesThrough()
    expect(atManagement()).toEqual([])
    expect(await state()).toMatchObject({
      underReview: true,
      paymentStatus: 'authorised',
      fulfilment: 'received',
    })
    await until(async () => (await mails()).length > 0, 'the letter')
    expect(await mails()).toEqual([`We are checking your order ${order.number}`])
    await shop.settlement.collectPayment(order.id)
    expect((await state()).paymentStatus).toBe('authorised')
  })

  test('goes on when it is approved, once however often that is said', async () => {
    const { state, review, atManagement } = await doubtful()
    await Promise.all([1, 2, 3].map(() => reviews.decideReview(review.id, 'approve', 'ops@example.com')))
    await until(async () => (await state()).paymentStatus === 'paid', 'the payment')
    await until(async () => (await state()).fulfilment === 'acknowledged', 'the acknowledgement')
    expect(atManagement()).toHaveLength(1)
    expect(await state()).toMatchObject({ underReview: false })
    expect((await reviews.reviewQueue()).map((one) => one.id)).not.toContain(review.id)
    await expect(reviews.decideReview(review.id, 'reject', 'ops@example.com')).rejects.toMatchObject({
      code: 'review-decided',
      facts: { state: 'approved' },
    })
  })

  test('is cancelled when it is rejected: no money is taken, the goods go back, the owner is told', async () => {
    const { sku, order, state, review, mails, atManagement } = await doubtful()
    const decided = await reviews.decideReview(review.id, 'reject', 'ops@example.com', 'known ring')
    expect(decided).toMatchObject({ state: 'rejected', by: 'ops@example.com', note: 'known ring' })
    await until(async () => (await state()).paymentStatus === 'voided', 'the payment given up')
    await until(async () => (await shop.stockOf(sku))?.available === 5, 'the goods')
    expect(await state()).toMatchObject({ fulfilment: 'cancelled', underReview: false })
    await until(async () => (await mails()).includes(`Your order ${order.number} is cancelled`), 'the letter')
    expect(atManagement()).toEqual([])
  })

  test('can be cancelled by its owner, and then not be approved', async () => {
    const { who, order, state, review, sku } = await doubtful()
    await shop.orders.requestCancellation(who, order.id, 'en-GB')
    expect(await state()).toMatchObject({ fulfilment: 'cancelled', underReview: false })
    await until(async () => (await state()).paymentStatus === 'voided', 'the payment given up')
    await until(async () => (await shop.stockOf(sku))?.available === 5, 'the goods')
    await expect(reviews.decideReview(review.id, 'approve', 'ops@example.com')).rejects.toMatchObject({
      code: 'order-over',
    })
    expect(await reviews.decideReview(review.id, 'reject', 'ops@example.com')).toMatchObject({
      state: 'rejected',
    })
  })

  test('that nobody decides about is cancelled after a day: money let go, goods back, a letter that says why', async () => {
    const { lapseReviews } = reviews
    const { sku, order, state, review, mails, atManagement } = await doubtful()
    const approved = await doubtful()
    await reviews.decideReview(approved.review.id, 'approve', 'ops@example.com')
    await shop.rig.advance(23 * hour)
    await lapseReviews()
    expect(await state()).toMatchObject({ underReview: true, paymentStatus: 'authorised' })
    await shop.rig.advance(hour)
    await Promise.all([lapseReviews(), lapseReviews()])
    expect(await state()).toMatchObject({ fulfilment: 'cancelled', underReview: false })
    await until(async () => (await state()).paymentStatus === 'voided', 'the payment given up')
    await until(async () => (await shop.stockOf(sku))?.available === 5, 'the goods')
    await until(
      async () => (await mails()).includes(`We could not complete your order ${order.number}`),
      'the letter',
    )
    expect(await mails()).toHaveLength(2)
    expect(atManagement()).toEqual([])
    expect((await reviews.reviewQueue()).map((one) => one.id)).not.toContain(review.id)
    await expect(reviews.decideReview(review.id, 'approve', 'ops@example.com')).rejects.toMatchObject({
      code: 'review-decided',
      facts: { state: 'lapsed' },
    })
    await until(async () => (await approved.state()).paymentStatus === 'paid', 'the other order')
  })

  test('decided in two ways at once goes one of them', async () => {
    const { state, review } = await doubtful()
    const results = await Promise.allSettled([
      reviews.decideReview(review.id, 'approve', 'one@example.com'),
      reviews.decideReview(review.id, 'reject', 'other@example.com'),
    ])
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
    await until(async () => ['paid', 'voided'].includes((await state()).paymentStatus), 'the end')
  })
})

const payFrom = (
  who: Parameters<typeof shop.pay>[0],
  id: string,
  expectedTotal: number,
  device: string,
  token: string,
) => shop.payment.pay(who, id, 'en-GB', { token, expectedTotal }, undefined, { device })

describe('attempts', () => {
  test('by one card are reviewed and then refused, whoever makes them', async () => {
    const decisions: string[] = []
    for (let n = 0; n < 14; n++) {
      const { who, view, total } = await shop.readyToPay(await shop.product(5))
      try {
        const paid = await payFrom(who, view.id, total, `card-test-${n}`, 'tok_success_visa_4242_GB_fpstolen')
        const seen = await shop.orders.orderOf(who, paid.order?.id ?? '', 'en-GB')
        decisions.push(seen.underReview ? 'review' : 'approve')
      } catch (error) {
        expect(error).toMatchObject({ code: 'payment-refused' })
        decisions.push('block')
        expect((await shop.checkout.checkoutOf(who, view.id)).state).toBe('ready')
      }
    }
    expect(decisions.slice(0, 4)).toEqual(Array(4).fill('approve'))
    expect(decisions.slice(4, 10)).toEqual(Array(6).fill('review'))
    expect(decisions.slice(12)).toEqual(['block', 'block'])
  }, 60_000)

  test('by one browser are refused even when they all come at the same moment', async () => {
    const shoppers = await Promise.all(
      Array.from({ length: 26 }, async () => shop.readyToPay(await shop.product(5))),
    )
    const results = await Promise.allSettled(
      shoppers.map(({ who, view, total }) => payFrom(who, view.id, total, 'one-browser', 'tok_success')),
    )
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason.code] : []))
    expect(refused.length).toBeGreaterThanOrEqual(6)
    expect(new Set(refused)).toEqual(new Set(['payment-refused']))
  }, 60_000)

  test('are forgotten after an hour', async () => {
    await shop.rig.advance(2 * hour)
    const { who, view, total } = await shop.readyToPay(await shop.product(5))
    const paid = await payFrom(who, view.id, total, 'one-browser', 'tok_success_visa_4242_GB_fpstolen')
    expect((await shop.orders.orderOf(who, paid.order?.id ?? '', 'en-GB')).underReview).toBe(false)
  })

  test('are still taken while nobody can look back', async () => {
    const { recentActivity } = await import('@/server/fraud/activity')
    const { dynamo } = await import('@/server/platform/aws')
    const down = vi.spyOn(dynamo(), 'send').mockImplementation(async () => {
      throw Object.assign(new Error('down'), { name: 'InternalServerError' })
    })
    try {
      expect(await recentActivity({ device: 'x' }, undefined)).toMatchObject({ unknown: true, counts: {} })
    } finally {
      down.mockRestore()
    }
  })
})

describe('a sign-in', () => {
  const account = 'cus_01M7ZZZZZZZZZZZZZZZZZZZZZZ'

  test('after many failures, from a browser that the firewall knows, is doubtful and weighs at payment', async () => {
    const { assessSignIn, paymentContext } = await import('@/server/fraud/fraud')
    const { noteSignIn } = await import('@/server/fraud/sign-ins')
    expect(await assessSignIn(account, { device: 'home' })).toMatchObject({ decision: 'approve' })
    for (let n = 0; n < 6; n++) await noteSignIn(account, 'begun')
    const verdict = await assessSignIn(account, { device: 'elsewhere', flagged: true })
    expect(verdict).toMatchObject({
      decision: 'review',
      reasons: ['failed-sign-ins', 'flagged-by-firewall'],
    })
    const { activity } = await paymentContext({ owner: account, origin: {} })
    expect(activity).toMatchObject({ doubtfulSignIn: true, failedSignIns: 6 })
  })

  test('into many accounts by one browser is refused', async () => {
    const { assessSignIn } = await import('@/server/fraud/fraud')
    const { noteSignIn } = await import('@/server/fraud/sign-ins')
    const { newId } = await import('@/server/platform/ids')
    for (let n = 0; n < 8; n++) await assessSignIn(newId('cus'), { device: 'stuffing' })
    const victim = newId('cus')
    for (let n = 0; n < 5; n++) await noteSignIn(victim, 'begun')
    const verdict = await assessSignIn(victim, { device: 'stuffing', flagged: true })
    expect(verdict).toMatchObject({ decision: 'block' })
  })
})

test('a browser is given its own number with the checkout, kept from pages and scripts, and once', async () => {
  const visitor = new Visitor()
  await visitor.ask('/cart/lines', { method: 'POST', body: { sku: await shop.product(5) } })
  await visitor.ask('/checkout', { method: 'POST', body: {} })
  const [cookie] = visitor.set.filter((line) => line.startsWith('quayside-device='))
  expect(cookie).toMatch(/^quayside-device=[\w-]{22}; Max-Age=34560000; Path=\/api; HttpOnly; SameSite=Lax$/)
  await visitor.ask('/checkout', {
    method: 'POST',
    body: {},
    headers: { cookie: `quayside=${visitor.cookie}; ${cookie?.split(';')[0]}` },
  })
  expect(visitor.set.some((line) => line.startsWith('quayside-device='))).toBe(false)
  for (const path of ['/catalogue/categories', '/cart', '/session']) {
    await visitor.ask(path)
    expect(visitor.set.some((line) => line.startsWith('quayside-device='))).toBe(false)
  }
})
