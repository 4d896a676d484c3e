import { z } from 'zod'
import { AttributeDefinition, Category, Product } from './model'
import { batchGet, batchPut } from '@/server/platform/tables/batch'
import { entity } from '@/server/platform/tables/entity'
import { everyItem, queryItems } from '@/server/platform/tables/query'
import { scanTable } from '@/server/platform/tables/scan'

const productKey = (id: string) => ({ pk: `product#${id}`, sk: 'product' })
const skuKey = (sku: string) => ({ pk: `sku#${sku}`, sk: 'product' })

export const products = entity({ table: 'catalogue', schema: Product, key: (p) => productKey(p.id) })

export { productKey }

const SkuItem = z.object({ product: z.string() })

/** The products that these SKUs belong to. */
export async function productIdsOf(skus: readonly string[]): Promise<string[]> {
  const items = await batchGet('catalogue', skus.map(skuKey))
  return [...new Set(items.map((item) => SkuItem.parse(item).product))]
}

export async function productsById(ids: readonly string[]): Promise<Product[]> {
  return (await batchGet('catalogue', ids.map(productKey))).map((item) => Product.parse(item))
}

export async function* everyProductId(): AsyncGenerator<string> {
  for await (const { pk, sk } of scanTable('catalogue')) {
    if (sk === 'product' && typeof pk === 'string' && pk.startsWith('product#'))
      yield pk.slice('product#'.length)
  }
}

/** Every item under one partition, all pages of it. */
const all = <T>(pk: string, schema: z.ZodType<T>): Promise<T[]> =>
  everyItem((cursor) =>
    queryItems('catalogue', { attribute: 'pk', equals: pk }, { cursor }, (item) => schema.parse(item)),
  )

export const allCategories = (): Promise<Category[]> => all('categories', Category)
export const allDefinitions = (): Promise<AttributeDefinition[]> => all('attributes', AttributeDefinition)

const Imported = z.object({ pk: z.string(), version: z.number(), fingerprint: z.string().optional() })

/** The version and the fingerprint of products that are stored, by id. */
export async function importedState(
  ids: readonly string[],
): Promise<Map<string, { version: number; fingerprint?: string }>> {
  const items = await batchGet('catalogue', ids.map(productKey), ['pk', 'version', 'fingerprint'])
  return new Map(
    items.map((item) => {
      const { pk, ...state } = Imported.parse(item)
      return [pk.slice('product#'.length), state]
    }),
  )
}

/** Writes products with the fingerprints of what they were made from, and which product each SKU belongs to. */
export const writeProducts = (list: readonly { product: Product; fingerprint: string }[]): Promise<void> =>
  batchPut(
    'catalogue',
    list.flatMap(({ product, fingerprint }) => [
      ...product.variants.map(({ sku }) => ({ ...skuKey(sku), product: product.id })),
      { ...product, ...productKey(product.id), fingerprint },
    ]),
  )

export const writeCategories = (list: readonly Category[]): Promise<void> =>
  batchPut(
    'catalogue',
    list.map((category) => ({ ...category, pk: 'categories', sk: category.id })),
  )

export const writeDefinitions = (list: readonly AttributeDefinition[]): Promise<void> =>
  batchPut(
    'catalogue',
    list.map((definition) => ({ ...definition, pk: 'attributes', sk: definition.code })),
  )
