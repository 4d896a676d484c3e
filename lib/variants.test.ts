import { describe, expect, test } from 'vitest'
import type { Media, Product } from '@/server/catalogue/model'
import { choices, picturesOf } from './variants'

const picture = (key: string, options?: Record<string, string>): Media => ({
  key,
  widths: [400],
  formats: ['webp'],
  width: 400,
  height: 500,
  alt: { en: key },
  options,
})
const labels = { en: 'x' }
const product: Product = {
  status: 'active',
  attributes: {},
  popularity: 0,
  taxClass: 'standard',
  id: 'pillar',
  version: 1,
  source: { name: 'test', id: '1' },
  language: 'en',
  categories: ['candles'],
  texts: { en: { name: 'Pillar' } },
  options: [
    {
      code: 'colour',
      labels,
      values: [
        { code: 'oat', labels },
        { code: 'sage', labels },
        { code: 'rust', labels },
      ],
    },
    {
      code: 'size',
      labels,
      values: [
        { code: 's', labels },
        { code: 'l', labels },
      ],
    },
  ],
  media: [picture('oat', { colour: 'oat' }), picture('sage', { colour: 'sage' }), picture('room')],
  variants: [
    { sku: 'OAT-S', options: { colour: 'oat', size: 's' }, attributes: {} },
    { sku: 'OAT-L', options: { colour: 'oat', size: 'l' }, attributes: {} },
    { sku: 'SAGE-S', options: { colour: 'sage', size: 's' }, attributes: {} },
  ],
  updatedAt: '2026-01-01T00:00:00.000Z',
}
const variant = (sku: string) => {
  const found = product.variants.find((candidate) => candidate.sku === sku)
  if (!found) throw new Error(sku)
  return found
}

describe('choosing a variant', () => {
  test('a value leads to the variant that differs in it alone', () => {
    expect(choices(product, 'size', variant('OAT-S'), product.variants)).toEqual([
      { code: 's', selected: true, sku: 'OAT-S', changesOthers: false },
      { code: 'l', selected: false, sku: 'OAT-L', changesOthers: false },
    ])
  })

  test('a combination that is not made leads to the nearest one, and says so; a value that nobody sells leads nowhere', () => {
    expect(choices(product, 'colour', variant('OAT-L'), product.variants).slice(1)).toEqual([
      { code: 'sage', selected: false, sku: 'SAGE-S', changesOthers: true },
      { code: 'rust', selected: false, sku: undefined, changesOthers: true },
    ])
  })
})

describe('the pictures of a variant', () => {
  test('are its own look first, then what shows the product as such', () => {
    expect(picturesOf(product, variant('SAGE-S')).map(({ key }) => key)).toEqual(['sage', 'room'])
  })
})
