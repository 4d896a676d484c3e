import { z } from 'zod'
import type { AttributeDefinition, Category } from '@/server/catalogue/model'
import type { Foundation } from '@/server/feeds/model'
import type { FeedReader, ReadRow } from '@/server/feeds/reader'
import { warehouse } from '@/server/inventory/locations'
import type { Price } from '@/server/pricing/model'
import { readAttributes } from './attributes'
import { type LeafCategory, OTHER } from './category-tree'
import { cleanTitle, plainText } from './clean'
import { CategoryClassifier, type FeedRow } from './derive-category'
import { type IcecatMapping, kindOf } from './mapping'

/** The feed says nothing of stock: so many of each lie in the warehouse. */
const ON_HAND = 40

const Text = z.union([z.string(), z.number()]).transform(String)
const Row = z.object({
  id: Text.pipe(z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/, 'is no id')),
  title: Text.pipe(z.string().trim().min(1, 'is empty')),
  description: Text.optional(),
  brand: Text.optional(),
  gtin: z.union([z.array(Text), Text.transform((one) => [one])]).default([]),
  price: z.coerce.number().optional(),
  releasedAt: z.string().optional(),
})

/** Turns rows of the feed into what the shop sells. Pure: the same row is always the same offer. */
export class IcecatReader implements FeedReader {
  readonly source: string
  readonly columns: readonly string[]
  private readonly classifier: CategoryClassifier

  constructor(private readonly mapping: IcecatMapping) {
    this.classifier = new CategoryClassifier(mapping.leaves)
    this.source = mapping.source
    this.columns = Object.values(mapping.fields)
  }

  /** Categories and attribute definitions that the offers stand on. */
  foundation(): Foundation {
    return { categories: categoriesOf(this.mapping), definitions: definitionsOf(this.mapping) }
  }

  /** @param at when the feed was read, ISO 8601 */
  read(row: FeedRow, at: string): ReadRow {
    const named = Object.entries(this.mapping.fields).map(([field, column]) => [field, row[column]])
    const parsed = Row.safeParse(Object.fromEntries(named))
    if (!parsed.success) {
      return {
        rejected: parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; '),
      }
    }
    const { id, price, gtin, releasedAt } = parsed.data
    const leaf = this.classifier.deriveCategory(row)
    const brand = plainText(parsed.data.brand ?? '').slice(0, 100)
    const sku = `${this.mapping.source}-${id}`
    const released = releasedAt === undefined ? Number.NaN : Date.parse(releasedAt)
    return {
      offer: {
        product: {
          id: sku,
          version: 0,
          status: 'active',
          source: { name: this.mapping.source, id },
          language: this.mapping.language,
          ...(brand === '' ? {} : { brand }),
          categories: [leaf.department.id, leaf.id],
          texts: { [this.mapping.language]: textOf(parsed.data.title, parsed.data.description, brand) },
          options: [],
          attributes: readAttributes(row, leaf, this.mapping),
          media: [],
          variants: [{ sku, options: {}, attributes: {}, ...codesOf(gtin, row) }],
          popularity: 0,
          taxClass: 'standard',
          ...(Number.isNaN(released) ? {} : { releasedAt: new Date(released).toISOString() }),
          updatedAt: at,
        },
        prices: this.pricesOf(sku, price),
        stock: [{ sku, location: warehouse, onHand: ON_HAND }],
      },
    }
  }

  /** A price that cannot be true is dropped: the product is kept, and sold nowhere. */
  private pricesOf(sku: string, amount: number | undefined): Price[] {
    const { min, max, markets } = this.mapping.prices
    if (amount === undefined || !Number.isInteger(amount) || amount < min || amount > max) return []
    return Object.entries(markets).map(([market, { currency, rate, tax, round }]) => ({
      sku,
      // keys of a record that was checked against the markets
      market: market as Price['market'],
      currency,
      amount: Math.round((amount * rate * (1 + tax)) / round) * round,
      taxClass: 'standard',
      version: 0,
    }))
  }
}

function textOf(title: string, description: string | undefined, brand: string) {
  const name = cleanTitle(title, brand).slice(0, 300)
  const text = plainText(description ?? '')
  if (text === '' || text === name) return { name }
  return text.length <= 400 ? { name, summary: text } : { name, description: text.slice(0, 8000) }
}

function codesOf(gtins: readonly string[], row: FeedRow): { gtin?: string; mpn?: string } {
  const gtin = gtins.find((code) => /^\d{8,14}$/.test(code))
  const mpn = typeof row.attr_t_oem_code === 'string' ? plainText(row.attr_t_oem_code).slice(0, 80) : ''
  return { ...(gtin ? { gtin } : {}), ...(mpn ? { mpn } : {}) }
}

/** A feed's categories stand behind those of the house. */
const afterOwn = 1000

function categoriesOf({ leaves }: IcecatMapping): Category[] {
  const all: readonly LeafCategory[] = [...leaves, OTHER]
  const departments = new Map(all.map((leaf) => [leaf.department.id, leaf.department]))
  return [
    ...[...departments.values()].map(({ id, name }, index) => ({
      id,
      version: 0,
      position: afterOwn + index,
      names: name,
      facets: [],
    })),
    ...all.map(({ id, name, department }, index) => ({
      id,
      version: 0,
      parent: department.id,
      position: afterOwn + index,
      names: name,
      facets: [],
    })),
  ]
}

function definitionsOf({ attributes }: IcecatMapping): AttributeDefinition[] {
  return Object.entries(attributes).map(([code, attribute]) => ({
    code,
    kind: kindOf(attribute),
    labels: attribute.label,
    ...(attribute.unit === undefined ? {} : { unit: attribute.unit }),
    facet: true,
    version: 0,
  }))
}
