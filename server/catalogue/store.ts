import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AttributeDefinition, Category, Product } from '@/server/catalogue/model'
import { batchGet, batchPut } from '@/server/platform/tables/batch'
import { entity } from '@/server/platform/tables/entity'
import { queryItems } from '@/server/platform/tables/query'

const productKey = (id: string) => ({ pk: `product#${id}`, sk: 'product' })
const skuKey = (sku: string) => ({ pk: `sku#${sku}`, sk: 'product' })

export const products = entity({ table: 'catalogue', schema: Product, key: (p) => productKey(p.id) })
export const categories = entity({
  table: 'catalogue',
  schema: Category,
  key: (c) => ({ pk: 'categories', sk: c.id }),
})
export const definitions = entity({
  table: 'catalogue',
  schema: AttributeDefinition,
  key: (d) => ({ pk: 'attributes', sk: d.code }),
})

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

/** Every item under one partition, all pages of it. */
async function all<T>(pk: string, schema: z.ZodType<T>): Promise<T[]> {
  const found: T[] = []
  let cursor: string | undefined
  do {
    const page = await queryItems('catalogue', { attribute: 'pk', equals: pk }, { cursor }, (item) =>
      schema.parse(item),
    )
    found.push(...page.items)
    cursor = page.cursor
  } while (cursor)
  return found
}

export const allCategories = (): Promise<Category[]> => all('categories', Category)
export const allDefinitions = (): Promise<AttributeDefinition[]> => all('attributes', AttributeDefinition)

const Stored = z.object({ pk: z.string(), version: z.number(), contentHash: z.string().optional() })

/** What tells one state of a product from another, whatever its version and the time it was written. */
function contentHash({ version: _version, updatedAt: _updatedAt, ...content }: Product): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url')
}

/** Writes the products that differ from what is stored, each with the next version; the others are left alone.
 *  @returns every product as it now stands, and which of them were written */
export async function writeProducts(
  incoming: readonly Product[],
): Promise<{ current: Product[]; written: Product[] }> {
  const keys = incoming.map((product) => productKey(product.id))
  const stored = new Map(
    (await batchGet('catalogue', keys, ['pk', 'version', 'contentHash'])).map((item) => {
      const known = Stored.parse(item)
      return [known.pk, known] as const
    }),
  )
  const current: Product[] = []
  const written: Product[] = []
  const items: Record<string, unknown>[] = []
  for (const product of incoming) {
    const key = productKey(product.id)
    const known = stored.get(key.pk)
    const hash = contentHash(product)
    const next = { ...product, version: known ? known.version + (known.contentHash === hash ? 0 : 1) : 1 }
    current.push(next)
    if (known?.contentHash === hash) continue
    written.push(next)
    for (const { sku } of next.variants) items.push({ ...skuKey(sku), product: next.id })
    items.push({ ...next, ...key, contentHash: hash })
  }
  await batchPut('catalogue', items)
  return { current, written }
}

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
