import { type AttributeDefinition, SearchDocument, type SearchDocumentInput } from '@/server/search/model'

/** A small shop that every search engine behind the port has to find its way in. */
export const definitions: AttributeDefinition[] = [
  {
    code: 'colour',
    kind: 'enum',
    labels: { en: 'Colour', de: 'Farbe' },
    values: { black: { en: 'Black', de: 'Schwarz' }, silver: { en: 'Silver', de: 'Silber' } },
    searchable: true,
    facet: true,
  },
  {
    code: 'screen-size',
    kind: 'number',
    labels: { en: 'Screen size', de: 'Bildschirmgröße' },
    unit: 'in',
    searchable: false,
    facet: true,
  },
  { code: 'touchscreen', kind: 'boolean', labels: { en: 'Touchscreen' }, searchable: false, facet: true },
]

const names: Record<string, { en: string; de: string; ar: string }> = {
  computers: { en: 'Computers', de: 'Computer', ar: 'الكمبيوتر' },
  laptops: { en: 'Laptops', de: 'Laptops', ar: 'لابتوب' },
  'laptop-bags': { en: 'Laptop bags', de: 'Notebooktaschen', ar: 'حقائب لابتوب' },
  sound: { en: 'Sound', de: 'Ton', ar: 'الصوت' },
  headphones: { en: 'Headphones', de: 'Kopfhörer', ar: 'سماعات' },
  storage: { en: 'Storage', de: 'Speicher', ar: 'التخزين' },
  ssds: { en: 'Solid-state drives', de: 'SSDs', ar: 'أقراص' },
}

type Change = Partial<Omit<SearchDocumentInput, 'texts'>> & {
  title: string
  de?: string
  ar?: string
  description?: string
}

/** A document with what a test does not care about filled in. Costs the same number in every market. */
export function product(
  id: string,
  categories: string[],
  amount: number,
  { title, de, ar, description, ...change }: Change,
) {
  const text = (language: 'en' | 'de' | 'ar', name: string, more?: string) => ({
    title: name,
    ...(more ? { description: more } : {}),
    categories: categories.map((category) => names[category]?.[language] ?? category),
  })
  return SearchDocument.parse({
    id,
    version: 1,
    language: 'en',
    texts: {
      en: text('en', title, description),
      ...(de ? { de: text('de', de) } : {}),
      ...(ar ? { ar: text('ar', ar) } : {}),
    },
    categories,
    prices: {
      GB: { amount, currency: 'GBP' },
      DE: { amount, currency: 'EUR' },
      AE: { amount, currency: 'AED' },
    },
    available: ['GB', 'DE', 'AE'],
    ...change,
  })
}

const laptop = ['computers', 'laptops']
const bag = ['computers', 'laptop-bags']
const headphone = ['sound', 'headphones']
const drive = ['storage', 'ssds']

export const house: SearchDocument[] = [
  product('l1', laptop, 99900, {
    title: 'Acme Swift 14 laptop, 15.6", black',
    brand: 'Acme',
    attributes: { colour: ['black'], 'screen-size': 15.6, touchscreen: true },
    codes: ['AC-S14'],
    releasedAt: '2024-03-01T00:00:00Z',
  }),
  product('l2', laptop, 59900, {
    title: 'Acme Basic 13 notebook 13.3" silver',
    brand: 'Acme',
    attributes: { colour: ['silver'], 'screen-size': 13.3, touchscreen: false },
    releasedAt: '2023-03-01T00:00:00Z',
  }),
  product('l3', laptop, 149900, {
    title: 'Borealis Pro 17 laptop 17.3" silver and black',
    brand: 'Borealis',
    attributes: { colour: ['silver', 'black'], 'screen-size': 17.3, touchscreen: true },
    releasedAt: '2025-01-01T00:00:00Z',
  }),
  product('b1', bag, 4900, {
    title: 'Carry laptop bag for laptops up to 15.6 inch, laptop sleeve inside',
    de: 'Carry Notebooktasche bis 15,6 Zoll',
    brand: 'Carry',
    attributes: { colour: ['black'] },
  }),
  product('b2', bag, 7900, {
    title: 'Carry laptop backpack',
    de: 'Carry Notebookrucksack',
    brand: 'Carry',
    attributes: { colour: ['silver'] },
  }),
  product('h1', headphone, 12900, {
    title: 'Wave wireless headphones',
    de: 'Wave kabellose Kopfhörer',
    ar: 'سماعات رأس لاسلكية ويف',
    brand: 'Wave',
    attributes: { colour: ['black'] },
    description: 'Over-ear, noise cancelling, 30 hours',
  }),
  product('h2', headphone, 3900, {
    title: 'Wave in-ear headphones USB-C',
    de: 'Wave In-Ear-Kopfhörer USB-C',
    brand: 'Wave',
    attributes: { colour: ['silver'] },
  }),
  product('h3', headphone, 8900, {
    title: 'Borealis studio headphones',
    brand: 'Borealis',
    attributes: { colour: ['black'] },
    available: ['DE'],
  }),
  product('s1', drive, 15900, {
    title: 'Flint 2TB SSD',
    brand: 'Flint',
    codes: ['FL-2000'],
    releasedAt: '2024-06-01T00:00:00Z',
  }),
  product('s2', drive, 8900, {
    title: 'Flint 1 TB solid state drive',
    brand: 'Flint',
    releasedAt: '2022-06-01T00:00:00Z',
  }),
  product('de1', headphone, 5000, {
    title: 'Only in Germany headphones',
    brand: 'Wave',
    prices: { DE: { amount: 5000, currency: 'EUR' } },
    available: ['DE'],
  }),
]
