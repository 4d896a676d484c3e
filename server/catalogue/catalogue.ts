import { catalogueChanged } from './events'
import type { AttributeDefinition, Category, Media, Product } from './model'
import * as store from './store'
import { isoNow } from '@/server/platform/clock'
import { changed } from '@/server/platform/tables/change'

/** One product, or `undefined` when there is none by this id or it is no longer sold. @throws Unavailable */
export async function findProduct(id: string): Promise<Product | undefined> {
  const product = await store.products.get(store.productKey(id))
  return product?.status === 'active' ? product : undefined
}

/** Several products in the order of their ids; those that are not sold are left out. @throws Unavailable */
export async function findProducts(ids: readonly string[]): Promise<Product[]> {
  const found = new Map((await store.productsById([...new Set(ids)])).map((product) => [product.id, product]))
  return ids.flatMap((id) => {
    const product = found.get(id)
    return product?.status === 'active' ? [product] : []
  })
}

/** The products to which these SKUs belong, by SKU. @throws Unavailable */
export async function productsOfSkus(skus: readonly string[]): Promise<Map<string, Product>> {
  const products = await findProducts(await store.productIdsOf(skus))
  const bySku = products.flatMap((product) => product.variants.map(({ sku }) => [sku, product] as const))
  const wanted = new Set(skus)
  return new Map(bySku.filter(([sku]) => wanted.has(sku)))
}

/** The ids of all products there are, sold or not: for audits, never while somebody waits. @throws Unavailable */
export const everyProductId = (): AsyncGenerator<string> => store.everyProductId()

/** All categories, parents and children alike, in their order. @throws Unavailable */
export async function allCategories(): Promise<Category[]> {
  return (await store.allCategories()).sort((a, b) => a.position - b.position || a.id.localeCompare(b.id))
}

/** How attributes are called and offered. @throws Unavailable */
export const attributeDefinitions = (): Promise<AttributeDefinition[]> => store.allDefinitions()

/** Changes one product; its event is committed with it.
 *  @throws NotFound `product`, Conflict `stale`, Unavailable */
export function changeProduct(id: string, change: (product: Product) => Product): Promise<Product> {
  return store.products.update(store.productKey(id), 'product', (current) => {
    const next = { ...change(current), id, updatedAt: isoNow() }
    return changed(next, catalogueChanged({ product: id, version: current.version + 1 }))
  })
}

/** Says which renditions of a product's pictures are there now; all of them are one change.
 *  @throws NotFound `product`, Conflict `stale`, Unavailable */
export function completeMedia(
  id: string,
  renditions: ReadonlyMap<string, Pick<Media, 'widths' | 'formats'>>,
): Promise<Product> {
  return store.products.update(store.productKey(id), 'product', (current) => {
    const media = current.media.map((known) => ({ ...known, ...renditions.get(known.key) }))
    const event = catalogueChanged({ product: id, version: current.version + 1, only: 'pictures' })
    return changed({ ...current, media, updatedAt: isoNow() }, event)
  })
}

/** What is known of products that a feed brings: their versions, and fingerprints of what they were made from.
 *  @throws Unavailable */
export const importedState = (ids: readonly string[]) => store.importedState(ids)

/** Writes what a feed or seed brings. No event is told: the caller tells of its batches. @throws Unavailable */
export const importProducts = (list: readonly { product: Product; fingerprint: string }[]): Promise<void> =>
  store.writeProducts(list)

/** @throws Unavailable */
export const importCategories = (categories: readonly Category[]): Promise<void> =>
  store.writeCategories(categories)

/** @throws Unavailable */
export const importDefinitions = (definitions: readonly AttributeDefinition[]): Promise<void> =>
  store.writeDefinitions(definitions)
