import { importProducts } from '@/server/catalogue/catalogue'
import { Product } from '@/server/catalogue/model'
import { openStock, setStock } from '@/server/inventory/inventory'
import { changePrice, importPrices } from '@/server/pricing/pricing'
import type { World } from './world'

export const skus = ['CUP-1', 'CUP-2'] as const
/** The variant of the first cup that people may have in its place. */
export const otherVariant = 'CUP-1-BLUE'

/** Makes what can be bought; once, before the first run. */
export async function makeGoods(): Promise<void> {
  for (const sku of skus) {
    const product = Product.parse({
      id: sku.toLowerCase(),
      version: 1,
      source: { name: 'chaos', id: sku },
      language: 'en',
      categories: ['cups'],
      texts: { en: { name: 'Harbour cup' } },
      variants: sku === skus[0] ? [{ sku }, { sku: otherVariant }] : [{ sku }],
      updatedAt: '2026-11-21T12:00:00.000Z',
    })
    await importProducts([{ product, fingerprint: sku }])
  }
  const prices = { GB: { amount: 1800, currency: 'GBP' as const } }
  await importPrices(
    [...skus, otherVariant].map((sku) => ({ sku, version: 1, taxClass: 'standard', prices })),
  )
}

/** Puts pieces of everything on the first shelf, and a few on another, at the prices of the beginning. */
export async function stockShelves(onHand: number): Promise<void> {
  await changePrice(skus[0], 'GB', 1800)
  await openStock(skus.map((sku) => ({ sku, location: 'tilbury', onHand })))
  await openStock([{ sku: skus[1], location: 'london', onHand: 2 }])
  await openStock([{ sku: otherVariant, location: 'tilbury', onHand: 1 }])
}

/** The retailer changes a price, and counts a shelf, while people buy. */
export function changePrices(world: World, after: number): Promise<void> {
  return world.scheduler.process('retailer', async () => {
    await world.scheduler.pause(after)
    await changePrice(skus[0], 'GB', 2000)
    await setStock({ sku: skus[1], location: 'london', onHand: 1 })
  })
}
