import { expect, test } from '@playwright/test'
import { seedScenario } from '@/tests/fixtures/scenario'
import { addToBasket, expectOrder, goToPayment, payWith, tellAddress } from './steps'

/** A gift card of the running shop, in pence. @returns its code */
async function giftCard(amount: number): Promise<string> {
  const { giftCards } = await seedScenario({ giftCards: [{ amount, currency: 'GBP' }] })
  const [card] = giftCards
  if (!card) throw new Error('no gift card was issued')
  return card.code
}

test('a gift card pays a part, the card the rest, and the order says so', async ({ page }) => {
  const code = await giftCard(500)
  await addToBasket(page, 'harbour-vase')
  await page.getByRole('dialog', { name: 'Basket' }).getByRole('link', { name: 'Go to checkout' }).click()
  await goToPayment(page)
  await page.getByText('Gift card', { exact: true }).click()
  await page.getByLabel('Gift card code').fill('0000-0000-0000-0000')
  await page.getByRole('button', { name: 'Use gift card' }).click()
  await expect(page.getByLabel('Gift card code')).toHaveAccessibleDescription(/No gift card has this code/)
  await page.getByLabel('Gift card code').fill(code.toLowerCase())
  await page.getByRole('button', { name: 'Use gift card' }).click()
  const summary = page.getByRole('complementary', { name: 'Summary' })
  await expect(summary.getByText(`Gift card ···· ${code.slice(-4)}`).last()).toBeVisible()
  await expect(summary.getByText('Left to pay by card').last()).toBeVisible()
  await payWith(page, '4242')
  await expectOrder(page)
  await expect(page.getByText(`Gift card ···· ${code.slice(-4)}: £5.00`)).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a gift card pays all of it, and no card is asked for', async ({ page }) => {
    const code = await giftCard(100_000)
    await page.goto('/en-GB/p/harbour-vase')
    await page.getByRole('button', { name: /^Add to basket/ }).click()
    await page.getByRole('link', { name: 'Go to checkout' }).click()
    await tellAddress(page)
    await page.getByRole('button', { name: 'Continue to payment' }).click()
    await page.getByText('Gift card', { exact: true }).click()
    await page.getByLabel('Gift card code').fill('nonsense')
    await page.getByRole('button', { name: 'Use gift card' }).click()
    await expect(page.getByRole('alert')).toHaveText(/No gift card has this code/)
    await page.getByText('Gift card', { exact: true }).click()
    await page.getByLabel('Gift card code').fill(code)
    await page.getByRole('button', { name: 'Use gift card' }).click()
    await expect(page.getByText('Gift cards pay all of it. No card is needed.')).toBeVisible()
    await expect(page.getByRole('radio', { name: /4242/ })).toHaveCount(0)
    await page.getByRole('button', { name: /^Leave out the gift card/ }).click()
    await expect(page.getByRole('radio', { name: /4242/ })).toBeVisible()
    await page.getByText('Gift card', { exact: true }).click()
    await page.getByLabel('Gift card code').fill(code)
    await page.getByRole('button', { name: 'Use gift card' }).click()
    await page.getByRole('button', { name: /^Buy now/ }).click()
    await expectOrder(page)
  })
})
