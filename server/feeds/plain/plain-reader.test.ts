import { describe, expect, it } from 'vitest'
import { PlainMapping } from './plain-mapping'
import { PlainReader } from './plain-reader'

const mapping = PlainMapping.parse({
  source: 'acme',
  language: 'en',
  fields: { id: 'sku', title: 'name', price: 'cost', category: 'group', stock: 'qty' },
  markets: { GB: { currency: 'GBP', tax: 0.2 }, US: { currency: 'USD', rate: 1.25 } },
  attributes: {
    weight: { from: 'kg', label: 'Weight', unit: 'kg', kind: 'number' },
    recycled: { from: 'rec', label: 'Recycled', kind: 'boolean' },
  },
})
const at = '2026-01-01T00:00:00.000Z'
const read = (row: Record<string, unknown>) =>
  new PlainReader(mapping).read({ sku: 'A 1', name: 'Rake', cost: '10', group: 'Garden > Tools', ...row }, at)

describe('a row of a plain source', () => {
  it('becomes an offer with prices of each market in minor units', () => {
    const result = read({ qty: '3', kg: '1.2', rec: 'yes' })
    if (!('offer' in result)) throw new Error(result.rejected)
    const { product, prices, stock } = result.offer
    expect(product).toMatchObject({
      id: 'acme-a-1',
      categories: ['garden', 'garden-tools'],
      attributes: { weight: 1.2, recycled: true },
    })
    expect(prices.map(({ market, amount, currency }) => [market, amount, currency])).toEqual([
      ['GB', 1200, 'GBP'],
      ['US', 1250, 'USD'],
    ])
    expect(stock).toEqual([{ sku: 'acme-a-1', location: 'tilbury', onHand: 3 }])
  })

  it.each([
    ['no name', { name: '' }, /title/],
    ['a price that is no number', { cost: 'ask us' }, /price/],
    ['a negative price', { cost: '-1' }, /price is negative/],
    ['no category', { group: ' > ' }, /category/],
    ['an id without a letter or digit', { sku: '//' }, /id/],
  ])('is rejected with its reason: %s', (_, row, reason) => {
    expect(read(row)).toEqual({ rejected: expect.stringMatching(reason) })
  })

  it('tells its categories as a tree, parents first', () => {
    const reader = new PlainReader(mapping)
    reader.read({ sku: '1', name: 'Rake', cost: 1, group: 'Garden > Tools' }, at)
    expect(reader.foundation().categories).toMatchObject([
      { id: 'garden', names: { en: 'Garden' } },
      { id: 'garden-tools', parent: 'garden', names: { en: 'Tools' } },
    ])
  })
})
