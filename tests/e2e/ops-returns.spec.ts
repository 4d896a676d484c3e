import { expect, type Page, test } from '@playwright/test'
import { seedScenario } from '@/tests/fixtures/scenario'
import { joinShop } from '@/tests/fixtures/shop'
import { signIn } from '@/tests/fixtures/sign-in'

const password = 'lighthouse-2026'
const sku = 'QS-VAS-001-SGE'

/** An order of two vases that has arrived, and a return that its buyer asks for. */
async function comingBack() {
  const email = `desk-${Date.now()}-${Math.random()}@quayside.example`
  const { customers } = await seedScenario({
    customers: [{ email, orders: [{ lines: [{ sku, quantity: 2 }] }] }],
  })
  const [customer] = customers
  const order = customer?.orders[0]
  if (!customer || !order) throw new Error('not bought')
  await joinShop()
  const { applyStatus } = await import('@/server/orders/status')
  const { requireOrder } = await import('@/server/orders/orders')
  const at = new Date().toISOString()
  const shipment = {
    id: `${order.number}-1`,
    carrier: 'Quayside Parcel',
    tracking: 'QP1',
    lines: [{ sku, quantity: 2 }],
    shippedAt: at,
  }
  await expect.poll(async () => (await requireOrder(order.id)).paymentStatus).toBe('paid')
  for (const status of ['shipped', 'delivered'] as const) {
    await applyStatus({ event: `${order.id}:${status}`, orderId: order.id, at, status, shipment })
  }
  const { requestReturn } = await import('@/server/orders/returns')
  const who = { kind: 'customer' as const, id: customer.id, sessionId: 'none', email, groups: [] }
  const asks = () =>
    requestReturn(who, order.id, {
      lines: [{ sku, quantity: 1, reason: 'damaged' }],
      comment: 'The rim is chipped.',
    })
  return { ...order, asks }
}

async function expectFile(page: Page, number: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: number })).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible()
}

test('an operator hears of a return, pays back a part of it by keyboard, and its buyer sees each step', async ({
  page,
  context,
}) => {
  const order = await comingBack()
  await context.addCookies([await signIn('ops@quayside.example', password)])
  await page.goto(`/ops/orders/${order.id}`)
  await expectFile(page, order.number)
  await order.asks()
  await expect(page.getByRole('heading', { level: 2, name: 'Returns' })).toBeVisible()
  await expect(page.getByText('The rim is chipped.')).toBeVisible()
  const amount = page.getByRole('textbox', { name: /^Pay back, up to £/ })
  await amount.fill('1,250')
  await page.keyboard.press('Enter')
  await expect(page.getByText('Write an amount such as 12.50')).toBeVisible()
  await amount.fill('12.50')
  await page.keyboard.press('Enter')
  await expect(page.getByText('was kept back')).toBeVisible()
  await expect(page.getByText('-£12.50')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Refuse return/ })).toBeHidden()
  await page.goto('/ops')
  await expect(page.getByText(`${order.id} → R1 (1250)`)).toBeVisible()
  await page.goto(`/en-GB/orders/${order.id}?token=${order.token}`)
  const steps = page.getByRole('list', { name: 'What happened to it' })
  await expect(steps.getByRole('listitem')).toContainText([
    'Return asked for',
    'Return received',
    'Money returned',
  ])
})

test('goodwill is given in an amount as people write it, and the books follow', async ({ page, context }) => {
  const order = await comingBack()
  await context.addCookies([await signIn('ops@quayside.example', password)])
  await page.goto(`/ops/orders/${order.id}`)
  await expectFile(page, order.number)
  const amount = page.getByRole('textbox', { name: /^Amount, up to £/ })
  await amount.fill('9999')
  await page.getByRole('button', { name: 'Give back as goodwill' }).click()
  await expect(page.getByText('More cannot be paid back than was paid.')).toBeVisible()
  await amount.fill('3.50')
  await page.getByRole('button', { name: 'Give back as goodwill' }).click()
  await expect(page.getByText('-£3.50')).toBeVisible()
  await expect(amount).toHaveValue('')
})

test('whoever is no member of staff gets the shop’s own answer at the console, and a way on', async ({
  page,
  context,
}) => {
  await context.addCookies([await signIn('noor@quayside.example', password)])
  for (const path of ['/ops', '/ops/orders/ord_01M7ZZZZZZZZZZZZZZZZZZZZZZ', '/ops/no/such/place']) {
    expect((await page.goto(path))?.status(), path).toBe(404)
    await expect(page.getByRole('heading', { level: 1, name: 'There is nothing here for you' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Go to the home page' })).toBeVisible()
  }
  await page.getByRole('link', { name: 'Go to the home page' }).click()
  await expect(page).toHaveURL(/\/en-(GB|US)$/)
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a return is approved and refused by plain forms', async ({ page, context }) => {
    const order = await comingBack()
    await order.asks()
    await context.addCookies([await signIn('ops@quayside.example', password)])
    await page.goto(`/ops/orders/${order.id}`)
    await page.getByRole('button', { name: /^Approve return/ }).click()
    await expect(page.getByText('Return approved').first()).toBeVisible()
    await page.getByRole('button', { name: /^Refuse return/ }).click()
    await expect(page.getByText('Not accepted').first()).toBeVisible()
    await expect(page.getByRole('button', { name: /^Refuse return/ })).toBeHidden()
  })
})
