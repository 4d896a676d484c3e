import { type Page, expect } from '@playwright/test'

/** What shoppers do, by the names they read. */
export const address = {
  email: 'robin@example.com',
  name: 'Robin Quay',
  street: '1 Leith Walk',
  city: 'Edinburgh',
  postcode: 'EH6 8AB',
}

export async function addToBasket(page: Page, product: string): Promise<void> {
  await page.goto(`/en-GB/p/${product}`)
  await page.getByRole('button', { name: /^Add to basket/ }).click()
}

export async function tellAddress(page: Page): Promise<void> {
  await page.getByLabel('E-mail').fill(address.email)
  await page.getByLabel('Name', { exact: true }).fill(address.name)
  await page.getByLabel('Street and number').fill(address.street)
  await page.getByLabel('Town or city').fill(address.city)
  await page.getByLabel('Postcode').fill(address.postcode)
  await page.getByRole('button', { name: 'Continue to delivery' }).click()
}

/** From an open checkout to the section where a card is chosen. */
export async function goToPayment(page: Page): Promise<void> {
  await tellAddress(page)
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await expect(page.getByRole('button', { name: /^Buy now/ })).toBeVisible()
}

export async function payWith(page: Page, card: string): Promise<void> {
  await page.getByRole('radio', { name: card }).check()
  await page.getByRole('button', { name: /^Buy now/ }).click()
}

export async function expectOrder(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'Thank you, it is yours' })).toBeVisible({
    timeout: 20_000,
  })
  await expect(page.getByText(/^Order Q[A-Z0-9-]+$/)).toBeVisible()
}
