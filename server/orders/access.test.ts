import { beforeAll, describe, expect, test } from 'vitest'

const [mine, other] = ['ord_01M7ZZZZZZZZZZZZZZZZZZZZZZ', 'ord_01M7YYYYYYYYYYYYYYYYYYYYYY']
beforeAll(() => {
  process.env.INTERNAL_SECRET = 'only-for-tests-and-long-enough-for-them'
})

describe('a token', () => {
  test('opens the order that it was made for, and no other', async () => {
    const { opensOrder, orderToken } = await import('./access')
    const token = orderToken(mine)
    expect(opensOrder(token, mine)).toBe(true)
    expect(opensOrder(token, other)).toBe(false)
  })

  test.each([undefined, '', '.', 'x.1', `${'A'.repeat(43)}.99999999999`])(
    '%j opens nothing',
    async (token) => {
      const { opensOrder } = await import('./access')
      expect(opensOrder(token, mine)).toBe(false)
    },
  )

  test('cannot be given a longer life', async () => {
    const { opensOrder, orderToken } = await import('./access')
    const [signature] = orderToken(mine).split('.')
    expect(opensOrder(`${signature}.99999999999`, mine)).toBe(false)
  })
})

describe('an order number', () => {
  test('is understood however it is written', async () => {
    const { newOrderNumber, normalisedNumber } = await import('./number')
    const number = newOrderNumber()
    expect(number).toMatch(/^Q[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(normalisedNumber(` ${number.toLowerCase().replaceAll('-', ' ')}`)).toBe(number)
    expect(normalisedNumber('qo1l-0000-0000')).toBe('Q011-0000-0000')
  })
})
