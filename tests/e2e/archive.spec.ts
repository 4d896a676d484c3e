import { expect, test } from '@playwright/test'
import { seedScenario } from '@/tests/fixtures/scenario'
import { signIn } from '@/tests/fixtures/sign-in'

const password = 'lighthouse-2026'

test('the archive does not exist for customers', async ({ page, context }) => {
  await context.addCookies([await signIn('noor@quayside.example', password)])
  expect((await page.goto('/ops/archive?year=2026'))?.status()).toBe(404)
})

test('the staff find an invoice by its order, ask for it by keyboard, and read it by a link that says when it ends', async ({
  page,
  context,
}) => {
  const { customers } = await seedScenario({
    customers: [
      { email: `buyer-${Date.now()}@quayside.example`, orders: [{ lines: [{ sku: 'QS-VAS-001-SGE' }] }] },
    ],
  })
  const number = customers[0]?.orders[0]?.number ?? ''
  await context.addCookies([await signIn('ops@quayside.example', password)])
  await page.goto('/ops')
  await page.getByRole('link', { name: 'Archive' }).click()
  const key = new RegExp(`tax/\\d{4}/INV-${number}\\.pdf`)
  // The invoice is written and archived a moment after the payment.
  await expect(async () => {
    await page.getByRole('searchbox', { name: /^Number of an order/ }).fill(number)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('row').filter({ hasText: key })).toBeVisible({ timeout: 1_500 })
  }).toPass()
  const row = page.getByRole('row').filter({ hasText: key })
  await expect(row).toContainText('At hand')
  await row.getByRole('button', { name: /^Ask for tax/ }).focus()
  await page.keyboard.press('Enter')
  const asked = page.getByRole('listitem').filter({ hasText: key }).first()
  await expect(asked).toContainText('Asked for by ops@quayside.example')
  await expect(asked.getByRole('status').filter({ hasText: 'There until' })).toBeVisible()
  await asked.getByRole('button', { name: /^Get a link to tax/ }).focus()
  await page.keyboard.press('Enter')
  await expect(asked).toContainText(/This link ends at .+ UTC/)
  await expect(asked).toContainText('1 link given out, the last to ops@quayside.example')
  const href = await asked.getByRole('link', { name: /^Download tax/ }).getAttribute('href')
  const answer = await fetch(href ?? '')
  expect(answer.status).toBe(200)
  expect(
    Buffer.from(await answer.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
  await page.goto('/ops')
  await expect(page.getByText(number).first()).toBeVisible()
  await expect(page.getByText('Link to a record').first()).toBeVisible()
})
