import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { adding, merged, removing, restoring, saving, setting, unsaving, withoutBought } from './edit'
import { type Cart, type CartLine, maxQuantity } from './model'

const empty: Cart = {
  id: 'crt_01M7ZZZZZZZZZZZZZZZZZZZZZZ',
  owner: 'gst_1',
  market: 'GB',
  version: 0,
  lines: [],
  saved: [],
  updatedAt: '2026-11-21T12:00:00.000Z',
}
const line = (sku: string, quantity = 1): CartLine => ({
  sku,
  quantity,
  productId: 'p',
  language: 'en',
  names: { en: sku },
  options: [],
  addedAt: '2026-11-21T12:00:00.000Z',
  seenPrice: 100,
})
const skus = (cart: Cart) => cart.lines.map((one) => `${one.sku}×${one.quantity}`)

describe('a cart', () => {
  test('adds to what is there, up to ninety-nine', () => {
    const cart = adding(line('A', 60))(adding(line('A', 30))(empty))
    expect(skus(cart)).toEqual(['A×90'])
    expect(() => adding(line('A', 10))(cart)).toThrow(expect.objectContaining({ code: 'too-many' }))
  })

  test('brings back what was taken out last, once', () => {
    const cart = removing('A')(adding(line('B'))(adding(line('A', 3))(empty)))
    const restored = restoring(cart)
    expect(skus(restored)).toEqual(['B×1', 'A×3'])
    expect(() => restoring(restored)).toThrow(expect.objectContaining({ code: 'nothing-to-undo' }))
  })

  test('brings back to its place what was taken from those set aside', () => {
    const aside = saving('A')(adding(line('B'))(adding(line('A', 2))(empty)))
    const restored = restoring(removing('A')(aside))
    expect(skus(restored)).toEqual(['B×1'])
    expect(restored.saved.map((one) => `${one.sku}×${one.quantity}`)).toEqual(['A×2'])
    expect(restored).not.toHaveProperty('removedFrom')
  })

  test('does not mind taking out what is not there', () => {
    expect(removing('X')(empty)).toBe(empty)
  })

  test('sets aside and puts back', () => {
    const aside = saving('A')(adding(line('A', 2))(empty))
    expect(skus(aside)).toEqual([])
    expect(skus(unsaving('A')(aside))).toEqual(['A×2'])
    expect(() => setting('A', 2)(aside)).toThrow(expect.objectContaining({ code: 'cart-line' }))
  })

  test('keeps what was added while the rest was being paid', () => {
    const checkoutId = 'chk_01M7ZZZZZZZZZZZZZZZZZZZZZZ'
    const cart = { ...adding(line('B'))(adding(line('A', 5))(empty)), checkoutId, note: 'ring twice' }
    const after = withoutBought(cart, checkoutId, [line('A', 3)])
    expect(skus(after)).toEqual(['A×2', 'B×1'])
    expect(after).not.toHaveProperty('checkoutId')
    expect(after).not.toHaveProperty('note')
    const other = withoutBought(cart, 'chk_01M7YYYYYYYYYYYYYYYYYYYYYY', [line('A', 3)])
    expect(other).toMatchObject({ checkoutId, note: 'ring twice' })
  })

  test('merged with another holds the sum of both, and never more than it may', () => {
    const lines = fc.uniqueArray(
      fc.record({ sku: fc.constantFrom(...'ABCDEFGH'), quantity: fc.integer({ min: 1, max: maxQuantity }) }),
      { selector: (one) => one.sku },
    )
    fc.assert(
      fc.property(lines, lines, (mine, theirs) => {
        const cartOf = (list: typeof mine) =>
          list.reduce((cart, one) => adding(line(one.sku, one.quantity))(cart), empty)
        const result = merged(cartOf(mine), cartOf(theirs))
        for (const sku of 'ABCDEFGH') {
          const sum = [...mine, ...theirs]
            .filter((one) => one.sku === sku)
            .reduce((n, one) => n + one.quantity, 0)
          const held = result.lines.find((one) => one.sku === sku)?.quantity ?? 0
          expect(held).toBe(Math.min(sum, maxQuantity))
        }
      }),
    )
  })
})
