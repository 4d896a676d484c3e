import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { detailsState, isOver, missingDetails, moved, moves, noted } from './machine'
import { type Checkout, CheckoutState } from './model'

const start: Checkout = {
  id: 'chk_01M7ZZZZZZZZZZZZZZZZZZZZZZ',
  version: 0,
  owner: 'gst_1',
  cartId: 'crt_01M7ZZZZZZZZZZZZZZZZZZZZZZ',
  market: 'GB',
  locale: 'en-GB',
  state: 'open',
  giftCards: [],
  attempts: 0,
  toGiveUp: [],
  orderId: 'ord_01M7ZZZZZZZZZZZZZZZZZZZZZZ',
  orderNumber: 'Q000-0000-0000',
  history: [],
  createdAt: '2026-11-21T12:00:00.000Z',
}
const at = '2026-11-21T12:00:00.000Z'
const states = fc.constantFrom(...CheckoutState.options)

describe('a checkout', () => {
  test('is never completed without having been authorised, and never leaves an end', () => {
    fc.assert(
      fc.property(fc.array(states, { maxLength: 40 }), (wishes) => {
        let checkout = start
        for (const wish of wishes) {
          const before = checkout
          try {
            checkout = moved(before, wish, at, `to ${wish}`)
          } catch (error) {
            expect(error).toMatchObject({ code: 'checkout-state', status: 409 })
            expect(moves[before.state]).not.toContain(wish)
          }
          if (isOver(before.state)) expect(checkout).toBe(before)
        }
        const path = checkout.history.map((entry) => entry.state)
        for (const [index, state] of path.entries()) {
          if (state === 'completed') expect(path[index - 1]).toBe('authorised')
          if (state === 'authorised') expect(['paying', 'challenge']).toContain(path[index - 1])
          if (state === 'challenge') expect(path[index - 1]).toBe('paying')
        }
      }),
    )
  })

  test('keeps who did what and when, each repetition once, and not without end', () => {
    const [first, again] = [noted(start, at, 'details changed'), '2026-11-21T12:00:01.000Z']
    expect(first.history).toEqual([
      { state: 'open', at, version: 1, by: 'recovery', what: 'details changed' },
    ])
    expect(noted({ ...first, version: 1 }, again, 'details changed').history).toMatchObject([
      { at: again, version: 2 },
    ])
    let checkout = start
    for (let index = 0; index < 500; index++) checkout = noted(checkout, at, `change ${index}`)
    expect(checkout.history).toHaveLength(200)
    expect(checkout.history.at(-1)?.what).toBe('change 499')
  })

  test('is ready when contact, address and delivery are known', () => {
    const shipping = { name: 'A', line1: '1', city: 'L', country: 'GB' }
    expect(detailsState({})).toBe('open')
    expect(detailsState({ email: 'a@example.com' })).toBe('open')
    expect(detailsState({ email: 'a@example.com', shipping })).toBe('addressed')
    expect(missingDetails({ email: 'a@example.com', shipping })).toEqual(['delivery'])
    expect(detailsState({ email: 'a@example.com', shipping, delivery: 'standard' })).toBe('ready')
  })
})
