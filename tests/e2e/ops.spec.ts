import { expect, test } from '@playwright/test'
import { seedScenario } from '@/tests/fixtures/scenario'
import { signIn } from '@/tests/fixtures/sign-in'

const password = 'lighthouse-2026'

test('the console does not exist for customers', async ({ page, context }) => {
  expect((await page.goto('/ops'))?.status()).toBe(404)
  await context.addCookies([await signIn('noor@quayside.example', password)])
  expect((await page.goto('/ops'))?.status()).toBe(404)
})

test('an operator sees an order as it comes in, filters, and throws a switch by keyboard', async ({
  page,
  context,
}) => {
  await context.addCookies([await signIn('ops@quayside.example', password)])
  await page.goto('/ops')
  await expect(page.getByRole('status').filter({ hasText: 'Live' })).toBeVisible()
  const email = `buyer-${Date.now()}@quayside.example`
  const { customers } = await seedScenario({
    customers: [{ email, orders: [{ lines: [{ sku: 'QS-VAS-001-SGE' }] }] }],
  })
  const number = customers[0]?.orders[0]?.number ?? ''
  const orders = page.getByRole('region', { name: /^Orders under way/ }).first()
  await expect(orders.getByRole('link', { name: number })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Filter' }).fill(number)
  await expect(orders.getByRole('row')).toHaveCount(2)
  await page.getByRole('searchbox', { name: 'Filter' }).fill('')
  const off = page.getByRole('button', { name: 'Switch off search-suggestions' })
  await off.focus()
  await page.keyboard.press('Enter')
  const on = page.getByRole('button', { name: 'Switch on search-suggestions' })
  await expect(on).toBeVisible()
  await expect(page.getByText('search-suggestions → off').first()).toBeVisible()
  await on.focus()
  await page.keyboard.press('Enter')
  await expect(off).toBeVisible()
})
