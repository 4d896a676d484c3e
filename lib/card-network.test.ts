import { expect, test } from 'vitest'
import { cardNetwork } from './card-network'

test.each([
  ['visa', 'Visa'],
  ['amex', 'American Express'],
  ['MasterCard', 'Mastercard'],
  ['cartes_bancaires', 'cartes_bancaires'],
  ['constructor', 'constructor'],
])('the network of %s is written %s', (brand, written) => {
  expect(cardNetwork(brand)).toBe(written)
})
