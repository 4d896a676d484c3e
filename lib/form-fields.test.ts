import { expect, test } from 'vitest'
import { nestedFields } from './form-fields'

test('fields become the object that a route expects; empty and steering ones are left out', () => {
  expect(
    nestedFields([
      ['_next', '/en-GB/checkout'],
      ['email', 'a@example.com'],
      ['shipping.name', 'A'],
      ['shipping.city', 'Leith'],
      ['shipping.line2', '  '],
    ]),
  ).toEqual({ email: 'a@example.com', shipping: { name: 'A', city: 'Leith' } })
})
