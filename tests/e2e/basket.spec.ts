import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { addToBasket } from './steps'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('a piece is set aside, put back, taken out and brought back', async ({ page }) => {
      await addToBasket(page, 'harbour-vase')
      if (javaScriptEnabled) await expect(page.getByRole('dialog').getByText('Harbour vase')).toBeVisible()
      await page.goto('/en-GB/cart')
      await page.getByRole('button', { name: 'Save for later' }).click()
      const saved = page.getByRole('region', { name: 'Saved for later' })
      await expect(saved.getByText('£58')).toBeVisible()
      await saved.getByRole('button', { name: 'Put back Harbour vase' }).click()
      await expect(saved).toHaveCount(0)
      await page.getByRole('button', { name: 'Remove Harbour vase' }).click()
      await expect(page.getByText('Harbour vase was removed.')).toBeVisible()
      await page.getByRole('button', { name: 'Undo' }).click()
      await expect(page.getByRole('main').getByRole('link', { name: 'Harbour vase' })).toBeVisible()
    })

    test('delivery is estimated by postcode before anything else is told', async ({ page }) => {
      await addToBasket(page, 'harbour-vase')
      if (javaScriptEnabled) await expect(page.getByRole('dialog').getByText('Harbour vase')).toBeVisible()
      await page.goto('/en-GB/cart')
      const ask = async (postcode: string) => {
        const field = page.getByRole('main').getByLabel('Postcode')
        if (!(await field.isVisible())) await page.getByText('Delivery: when, and how much').click()
        await field.fill(postcode)
        await page.getByRole('button', { name: 'Estimate' }).click()
      }
      await ask('nonsense')
      await expect(page.getByText('This is not a postcode of that country')).toBeVisible()
      await ask('EH6 8AB')
      await expect(page.getByRole('listitem').filter({ hasText: 'Express' })).toContainText('£7.95')
    })
  })
}

test('the basket has no barrier with something set aside and everything unfolded', async ({ page }) => {
  await addToBasket(page, 'harbour-vase')
  await expect(page.getByRole('dialog').getByText('Harbour vase')).toBeVisible()
  await page.goto('/en-GB/cart')
  await page.getByRole('button', { name: 'Save for later' }).click()
  await page.getByText('Delivery: when, and how much').click()
  await page.getByText('Add a note or gift message').click()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  }
})
