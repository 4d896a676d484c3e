import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { seedScenario } from '@/tests/fixtures/scenario'
import { signIn } from '@/tests/fixtures/sign-in'

test.use({ javaScriptEnabled: false })

test('somebody sees where they are signed in, takes their data along, and signs out everywhere', async ({
  browser,
  context,
  page,
}) => {
  const { customers } = await seedScenario({
    customers: [
      {
        email: `devices-${Date.now()}@quayside.example`,
        orders: [{ lines: [{ sku: 'QS-VAS-001-SGE' }] }],
      },
    ],
  })
  const [customer] = customers
  if (!customer) throw new Error('nobody was made')
  const { email, password } = customer
  await context.addCookies([await signIn(email, password)])
  const library = await browser.newContext({ javaScriptEnabled: false })
  await library.addCookies([await signIn(email, password)])
  await page.goto('/en-GB/account/orders')
  await page.getByRole('link', { name: 'Security and data' }).click()
  const devices = page.getByRole('region', { name: 'Where you are signed in' }).getByRole('listitem')
  await expect(devices).toHaveCount(2)
  await expect(devices.first()).toContainText('This one')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download my data' }).click(),
  ])
  const text = await readFile(await download.path(), 'utf8')
  expect(text).toContain(email)
  expect(text).toContain('QS-VAS-001-SGE')
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page).toHaveURL(/\/en-GB$/)
  const elsewhere = await library.newPage()
  await elsewhere.goto('/en-GB/account/security')
  await expect(elsewhere).toHaveURL(/\/sign-in/)
  await library.close()
})

test('the page has no barrier, in any light and direction, and an order is printed without the shop around it', async ({
  browser,
}) => {
  const { customers } = await seedScenario({
    customers: [
      {
        email: `printed-${Date.now()}@quayside.example`,
        orders: [{ lines: [{ sku: 'QS-VAS-001-SGE' }] }],
      },
    ],
  })
  const [customer] = customers
  if (!customer) throw new Error('nobody was made')
  const context = await browser.newContext({ javaScriptEnabled: true })
  await context.addCookies([await signIn(customer.email, customer.password)])
  const page = await context.newPage()
  for (const locale of ['en-GB', 'ar-AE']) {
    await page.goto(`/${locale}/account/security`)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    }
  }
  await page.goto(`/en-GB/account/orders/${customer.orders[0]?.id}`)
  await expect(page.getByRole('button', { name: 'Print' })).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  for (const part of ['banner', 'contentinfo'] as const) await expect(page.getByRole(part)).toBeHidden()
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden()
  await expect(page.getByRole('link', { name: 'Harbour vase' })).toBeVisible()
  await context.close()
})
