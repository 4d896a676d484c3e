import { expect, test } from '@playwright/test'
import { joinShop } from '@/tests/fixtures/shop'
import { seedScenario } from '@/tests/fixtures/scenario'

/** A guest's order that has arrived: the status stream tells so, as the order management would. */
async function arrivedOrder() {
  const email = `returns-${Date.now()}-${Math.random()}@quayside.example`
  const { customers } = await seedScenario({
    customers: [{ email, orders: [{ lines: [{ sku: 'QS-VAS-001-SGE', quantity: 2 }] }] }],
  })
  const order = customers[0]?.orders[0]
  if (!order) throw new Error('not bought')
  await joinShop()
  const { applyStatus } = await import('@/server/orders/status')
  const at = new Date().toISOString()
  const shipment = {
    id: `${order.number}-1`,
    carrier: 'Quayside Parcel',
    tracking: `QP${order.number.replaceAll('-', '')}-1`,
    lines: [{ sku: 'QS-VAS-001-SGE', quantity: 2 }],
    shippedAt: at,
  }
  const told = (status: 'shipped' | 'delivered') => ({
    event: `${order.id}:${status}-1`,
    orderId: order.id,
    at,
    status,
    shipment,
  })
  await applyStatus(told('shipped'))
  return { ...order, arrives: () => applyStatus(told('delivered')) }
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a piece is sent back with a label, and the same is ordered again @mobile', async ({ page }) => {
    const order = await arrivedOrder()
    await order.arrives()
    await page.goto(`/en-GB/orders/${order.id}?token=${order.token}`)
    await page.getByText('Send something back').click()
    await page.getByLabel('How many').selectOption('1')
    await page.getByLabel('Why').selectOption({ label: 'It is damaged' })
    await page.getByRole('button', { name: 'Ask for the label' }).click()
    await expect(page.getByText('Your return is noted')).toBeVisible()
    await expect(page.getByText(`${order.number}-R1`)).toBeVisible()
    await expect(async () => {
      await page.reload()
      await expect(page.getByRole('link', { name: 'Download the return label' })).toBeVisible({
        timeout: 500,
      })
    }).toPass()
    await page.getByRole('button', { name: 'Order this again' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Basket' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Harbour vase' }).first()).toBeVisible()
  })

  test('a return of nothing is refused in a sentence', async ({ page }) => {
    const order = await arrivedOrder()
    await order.arrives()
    await page.goto(`/de-DE/orders/${order.id}?token=${order.token}`)
    await page.getByText('Etwas zurücksenden').click()
    await page.getByRole('button', { name: 'Etikett anfordern' }).click()
    await expect(page.getByRole('alert')).toHaveText('Wählen Sie mindestens ein Stück aus.')
  })
})

test('a parcel is followed on the map, and the page says when it has arrived', async ({ page }) => {
  const order = await arrivedOrder()
  const { tracker } = await import('@/server/delivery/tracker')
  const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()
  await tracker().update(`${order.number}-1`, [{ at: at(1), point: [0.36, 51.46] }])
  const refused: string[] = []
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) refused.push(message.text())
  })
  await page.goto(`/en-GB/orders/${order.id}?token=${order.token}`)
  const map = page.getByRole('region', { name: 'Map of the way' })
  await map.scrollIntoViewIfNeeded()
  await expect(map.locator('canvas')).toBeVisible()
  await expect(page.getByText('About 34 km to go')).toBeVisible()
  await tracker().update(`${order.number}-1`, [{ at: at(60), point: [0.0, 51.5] }])
  await expect(page.getByText(/^About 8 km to go/)).toBeVisible()
  await order.arrives()
  await expect(page.getByText('It has arrived', { exact: true })).toBeVisible()
  expect(refused).toEqual([])
})
