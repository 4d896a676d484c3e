import type { AttributeDefinition, Category, Product } from '@/server/catalogue/model'
import type { Offer } from '@/server/feeds/model'
import { joinShop } from '@/tests/fixtures/shop'

/** Names that somebody has really typed, or nearly. */
export const oddNames = {
  long: `Donaudampfschifffahrts${'gesellschaftskapitäns'.repeat(12)}mütze`.slice(0, 300),
  markup: `<script>document.title='broken'</script> “A” & 'b' <b>c</b> 🫖`,
} as const

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1)
const words = (text: string) => ({ en: text })

const category: Category = {
  id: 'oddments',
  version: 1,
  position: 99,
  names: words('Oddments'),
  descriptions: words('What people type.'),
  facets: numbers(30).map((n) => `odd${n}`),
}

const definitions: AttributeDefinition[] = numbers(40).map((n) => ({
  code: `odd${n}`,
  kind: n % 3 === 0 ? 'number' : 'text',
  labels: words(`Peculiarity ${n} "${'x'.repeat(n)}"`),
  facet: true,
  version: 1,
}))

function offer(id: string, name: string, amount: number, onHand: number, rest: Partial<Product> = {}): Offer {
  const product: Product = {
    id,
    version: 1,
    status: 'active',
    source: { name: 'oddments', id },
    language: 'en',
    categories: ['oddments'],
    texts: { en: { name, summary: name, description: `${name}\n\n${name}` } },
    options: [],
    attributes: {},
    media: [],
    variants: [{ sku: id.toUpperCase(), options: {}, attributes: {} }],
    popularity: 0,
    taxClass: 'standard',
    updatedAt: '2020-01-01T00:00:00.000Z',
    ...rest,
  }
  const skus = product.variants.map(({ sku }) => sku)
  return {
    product,
    prices: skus.map((sku) => ({
      sku,
      market: 'GB',
      amount,
      currency: 'GBP',
      taxClass: 'standard',
      version: 1,
    })),
    stock: skus.map((sku) => ({ sku, location: 'tilbury', onHand })),
  }
}

const manyVariants = (): Partial<Product> => ({
  options: [
    {
      code: 'size',
      labels: words('Size'),
      values: numbers(300).map((n) => ({ code: `s${n}`, labels: words(`Size ${n} of three hundred`) })),
    },
  ],
  variants: numbers(300).map((n) => ({ sku: `ODD-MANY-${n}`, options: { size: `s${n}` }, attributes: {} })),
})

const offers: Offer[] = [
  offer('odd-long', oddNames.long, 0, 9, { brand: 'x'.repeat(100) }),
  offer('odd-markup', oddNames.markup, 100_000_000, 9, { brand: `"O'Neill" & <i>Söhne</i>` }),
  offer('odd-gone', 'Odd thing that is gone', 1200, 0),
  offer('odd-many', 'Odd thing in many sizes', 1200, 3, manyVariants()),
  offer('odd-facts', 'Odd thing of which much is known', 1200, 9, {
    attributes: Object.fromEntries(
      numbers(40).map((n) => [`odd${n}`, n % 3 === 0 ? n * 1000 : `${'value'.repeat(n)} <${n}>`]),
    ),
  }),
]

/** Puts goods on the shelves of a running shop that are odd in every way that data can be. */
export async function stockOddGoods(): Promise<void> {
  await joinShop()
  const { importFoundation, importOffers } = await import('@/server/feeds/import')
  await importFoundation({ categories: [category], definitions })
  await importOffers('oddments', offers, new Map([[category.id, category]]))
}
