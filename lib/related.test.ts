import { expect, test } from 'vitest'
import { nearestFirst } from './related'
import { Product } from '@/server/catalogue/model'

const product = (id: string, rest: object = {}): Product =>
  Product.parse({
    id,
    version: 1,
    source: { name: 'test', id },
    language: 'en',
    categories: ['vases'],
    texts: { en: { name: id } },
    variants: [{ sku: id.toUpperCase() }],
    updatedAt: '2026-11-21T12:00:00.000Z',
    ...rest,
  })

test('what is made of the same by the same hands comes first, and a thing is not its own relation', () => {
  const vase = product('vase', { brand: 'Slipway', attributes: { material: 'stoneware', height: 260 } })
  const others = [
    vase,
    product('glass', { brand: 'Glasshouse', attributes: { material: 'glass', height: 900 } }),
    product('near-in-height', { attributes: { material: 'glass', height: 250 } }),
    product('stoneware', { attributes: { material: 'stoneware', height: 900 } }),
    product('sister', { brand: 'Slipway', attributes: { material: 'stoneware', height: 240 } }),
  ]
  expect(nearestFirst(vase, others).map(({ id }) => id)).toEqual([
    'sister',
    'stoneware',
    'near-in-height',
    'glass',
  ])
})

test('where nothing is known, the order stays', () => {
  const others = ['b', 'a', 'c'].map((id) => product(id))
  expect(nearestFirst(product('x'), others).map(({ id }) => id)).toEqual(['b', 'a', 'c'])
})
