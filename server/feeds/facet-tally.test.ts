import { expect, it } from 'vitest'
import { Product } from '@/server/catalogue/model'
import { FacetTally } from './facet-tally'

const product = (attributes: Record<string, string | number>) =>
  Product.parse({
    id: 'x-1',
    version: 0,
    source: { name: 'x', id: '1' },
    language: 'en',
    brand: 'Acme',
    categories: ['garden', 'rakes'],
    texts: { en: { name: 'Rake' } },
    attributes,
    variants: [{ sku: 'x-1' }],
    updatedAt: '2026-01-01T00:00:00.000Z',
  })
const category = { id: 'rakes', version: 0, position: 0, names: { en: 'Rakes' }, facets: [] }

it('offers what most products of a category tell, and leaves out what hardly any do', () => {
  const tally = new FacetTally()
  for (let i = 0; i < 10; i++)
    tally.add(
      product({ tines: 12, ...(i < 5 ? { handle: 'ash' } : {}), ...(i < 1 ? { scent: 'pine' } : {}) }),
    )
  expect(tally.withFacets(category).facets).toEqual(['brand', 'tines', 'handle'])
})

it('leaves a category alone of which no product was read', () => {
  expect(new FacetTally().withFacets({ ...category, facets: ['brand'] }).facets).toEqual(['brand'])
})
