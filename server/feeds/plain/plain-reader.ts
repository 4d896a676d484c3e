import { z } from 'zod'
import { marketIds } from '@/lib/markets'
import type { Category } from '@/server/catalogue/model'
import { warehouse } from '@/server/inventory/locations'
import type { Price } from '@/server/pricing/model'
import type { Foundation, Offer } from '@/server/feeds/model'
import type { FeedReader, ReadRow } from '@/server/feeds/reader'
import type { PlainMapping } from './plain-mapping'

const Text = z.union([z.string(), z.number()]).transform((value) => String(value).trim())
const Row = z.object({
  id: Text.pipe(z.string().min(1, 'is empty').max(60)),
  title: Text.pipe(z.string().min(1, 'is empty').max(300)),
  price: z.coerce.number('is no number').nonnegative('is negative').max(10_000_000),
  category: Text.pipe(z.string().min(1, 'is empty').max(200)),
  description: Text.optional(),
  brand: Text.optional(),
  gtin: Text.optional(),
  stock: z.coerce.number().int().nonnegative().optional(),
})
type Row = z.infer<typeof Row>

/** A name as a code: lower case, ASCII, dashes. */
const slug = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)

/** Reads a source whose rows name their categories, as a path: `Garden > Tools`. */
export class PlainReader implements FeedReader {
  readonly source: string
  readonly columns: readonly string[]
  readonly #mapping: PlainMapping
  readonly #categories = new Map<string, Category>()

  constructor(mapping: PlainMapping) {
    this.#mapping = mapping
    this.source = mapping.source
    const { id, title, price, category } = mapping.fields
    this.columns = [id, title, price, category]
  }

  foundation(): Foundation {
    const { attributes, language } = this.#mapping
    return {
      categories: [...this.#categories.values()],
      definitions: Object.entries(attributes).map(([code, { label, unit, kind }]) => ({
        code,
        kind,
        labels: { [language]: label },
        unit,
        facet: true,
        version: 0,
      })),
    }
  }

  read(row: Readonly<Record<string, unknown>>, at: string): ReadRow {
    const { fields, source, language } = this.#mapping
    const named = Object.entries(fields).map(([field, column]) => [
      field,
      row[column] === '' ? undefined : row[column],
    ])
    const parsed = Row.safeParse(Object.fromEntries(named))
    if (!parsed.success) {
      return {
        rejected: parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; '),
      }
    }
    const { id, title, category, description, brand, gtin, stock } = parsed.data
    const path = category
      .split('>')
      .map((name) => name.trim())
      .filter(Boolean)
    const sku = `${source}-${slug(id)}`
    if (sku === `${source}-` || path.length === 0)
      return { rejected: 'id or category has no letters or digits' }
    const offer: Offer = {
      product: {
        id: sku,
        version: 0,
        status: 'active',
        source: { name: source, id },
        language,
        brand: brand?.slice(0, 100),
        categories: this.#categoryIds(path.slice(0, 4)),
        texts: { [language]: { name: title, description: description?.slice(0, 8000) } },
        options: [],
        attributes: this.#facts(row),
        media: [],
        variants: [{ sku, options: {}, attributes: {}, gtin: gtin?.slice(0, 20) }],
        popularity: 0,
        taxClass: 'standard',
        updatedAt: at,
      },
      prices: this.#prices(sku, parsed.data),
      stock: [{ sku, location: warehouse, onHand: stock ?? this.#mapping.onHand }],
    }
    return { offer }
  }

  #categoryIds(path: readonly string[]): string[] {
    return path.map((name, depth) => {
      const id = path
        .slice(0, depth + 1)
        .map(slug)
        .join('-')
        .slice(0, 64)
      if (!this.#categories.has(id)) {
        const parent = depth === 0 ? undefined : path.slice(0, depth).map(slug).join('-').slice(0, 64)
        const position = 100 + this.#categories.size
        const names = { [this.#mapping.language]: name.slice(0, 80) }
        this.#categories.set(id, { id, parent, position, names, facets: [], version: 0 })
      }
      return id
    })
  }

  #facts(row: Readonly<Record<string, unknown>>): Record<string, string | number | boolean> {
    const facts: Record<string, string | number | boolean> = {}
    for (const [code, { from, kind }] of Object.entries(this.#mapping.attributes)) {
      const value = row[from]
      if (value === undefined || value === null || value === '') continue
      if (kind === 'boolean') facts[code] = /^(1|true|yes|y)$/i.test(String(value))
      else if (kind === 'text') facts[code] = String(value).slice(0, 400)
      else if (Number.isFinite(Number(value))) facts[code] = Number(value)
    }
    return facts
  }

  #prices(sku: string, { price }: Row): Price[] {
    const scale = this.#mapping.price === 'major' ? 100 : 1
    return marketIds.flatMap((market) => {
      const terms = this.#mapping.markets[market]
      if (!terms) return []
      const amount = Math.round(price * scale * terms.rate * (1 + terms.tax))
      return [{ sku, market, currency: terms.currency, amount, taxClass: 'standard' as const, version: 0 }]
    })
  }
}
