import { expect, test } from '@playwright/test'
import { addToBasket, expectOrder, goToPayment, payWith, tellAddress } from './steps'

test('a guest buys a vase @mobile', async ({ page }) => {
  await addToBasket(page, 'harbour-vase')
  const drawer = page.getByRole('dialog', { name: 'Basket' })
  await expect(drawer.getByRole('link', { name: 'Harbour vase' })).toBeVisible()
  await drawer.getByRole('link', { name: 'Go to checkout' }).click()
  await goToPayment(page)
  await payWith(page, '4242')
  await expectOrder(page)
  await page.getByRole('link', { name: 'Follow the order' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Q/ })).toBeVisible()
  await expect(page.getByText('1 Leith Walk')).toBeVisible()
})

test('the way from the basket to the order takes at most twelve requests of its own', async ({ page }) => {
  await page.goto('/en-GB/p/harbour-vase')
  const button = page.getByRole('button', { name: /^Add to basket/ })
  await expect(button).toBeEnabled()
  const requests: string[] = []
  page.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (!/^\/(_next\/static|assets)\/|icon/.test(pathname)) requests.push(`${request.method()} ${pathname}`)
  })
  await button.click()
  await page.getByRole('dialog', { name: 'Basket' }).getByRole('link', { name: 'Go to checkout' }).click()
  await goToPayment(page)
  await payWith(page, '4242')
  await expectOrder(page)
  expect(requests.length, requests.join('\n')).toBeLessThanOrEqual(12)
})

test('a declined card charges nothing, and another one buys', async ({ page }) => {
  await addToBasket(page, 'harbour-vase')
  await page.getByRole('dialog').getByRole('link', { name: 'Go to checkout' }).click()
  await goToPayment(page)
  await payWith(page, '0002')
  await expect(page.getByText('Nothing was charged').first()).toBeVisible()
  await payWith(page, '4242')
  await expectOrder(page)
})

test('a bank that asks is answered on its own page', async ({ page }) => {
  await addToBasket(page, 'harbour-vase')
  await page.getByRole('dialog').getByRole('link', { name: 'Go to checkout' }).click()
  await goToPayment(page)
  await payWith(page, '3220')
  await page.waitForURL(/\/challenges\//)
  await page.getByRole('button').first().click()
  await expectOrder(page)
})

test('what is wrong in the address is said beside the field', async ({ page }) => {
  await addToBasket(page, 'harbour-vase')
  await page.getByRole('dialog').getByRole('link', { name: 'Go to checkout' }).click()
  await page.getByLabel('E-mail').fill('robin@example.com')
  await page.getByLabel('Postcode').fill('12')
  await page.getByRole('button', { name: 'Continue to delivery' }).click()
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
  await expect(page.getByLabel('Name', { exact: true })).toHaveAccessibleDescription('Please fill this in')
  await expect(page.getByLabel('Postcode')).toHaveAccessibleDescription('Please check this')
})

test('quantities change at once and stay what was asked for last', async ({ page }) => {
  await addToBasket(page, 'stem-bud-vase')
  const drawer = page.getByRole('dialog', { name: 'Basket' })
  const more = drawer.getByRole('button', { name: 'One more' })
  await more.click()
  await more.click()
  await more.click()
  await expect(drawer.getByRole('status', { name: 'Quantity' })).toHaveText('4')
  await expect(page.getByRole('link', { name: 'Basket, 4 items', includeHidden: true })).toBeAttached()
  // The line's sum is shown at once; that of the goods is the server's, and says that all of it has arrived there.
  await expect(drawer.getByText('£72.00')).toHaveCount(2)
  await page.reload()
  await expect(page.getByRole('link', { name: 'Basket, 4 items' })).toBeVisible()
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a guest buys a vase @mobile', async ({ page }) => {
    await page.goto('/en-GB/c/vases')
    await page.getByRole('link', { name: 'Harbour vase' }).click()
    await page.getByRole('link', { name: 'Rust' }).click()
    await page.getByRole('button', { name: /^Add to basket/ }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Basket' })).toBeVisible()
    await page.getByRole('button', { name: 'One more' }).click()
    await expect(page.getByRole('status', { name: 'Quantity' })).toHaveText('2')
    await page.getByRole('link', { name: 'Go to checkout' }).click()
    await tellAddress(page)
    await page.getByRole('button', { name: 'Continue to payment' }).click()
    await payWith(page, '4242')
    await expectOrder(page)
  })

  test('a refused code is told in a sentence', async ({ page }) => {
    await addToBasket(page, 'harbour-vase')
    await page.getByLabel('Promotion code').fill('NO-SUCH-CODE')
    await page.getByRole('button', { name: 'Apply' }).click()
    await expect(page.getByRole('alert')).toHaveText('We do not know this code.')
  })
})

test('everything can be bought from the keyboard alone', async ({ page }) => {
  await page.goto('/en-GB/p/harbour-vase')
  const press = async (role: 'button' | 'link' | 'radio', name: RegExp) => {
    await page.getByRole(role, { name }).first().focus()
    await page.keyboard.press(role === 'radio' ? 'Space' : 'Enter')
  }
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await press('button', /^Add to basket/)
  await expect(page.getByRole('dialog', { name: 'Basket' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog', { name: 'Basket' })).toBeHidden()
  await press('link', /^Basket, 1 item/)
  await press('link', /^Go to checkout/)
  await page.getByLabel('E-mail').focus()
  const fields = ['robin@example.com', 'Robin Quay', '1 Leith Walk', '', 'Edinburgh', 'EH6 8AB', '']
  for (const text of fields) {
    await page.keyboard.type(text)
    await page.keyboard.press('Tab')
  }
  await expect(page.getByRole('button', { name: 'Continue to delivery' })).toBeFocused()
  await page.keyboard.press('Enter')
  await press('button', /^Continue to payment/)
  await press('radio', /4242/)
  await press('button', /^Buy now/)
  await expectOrder(page)
})
