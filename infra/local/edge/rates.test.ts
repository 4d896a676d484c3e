import { describe, expect, it } from 'vitest'
import { type RateRule, rateGate } from './rates'

const rule: RateRule = {
  name: 'sign-in',
  pathPattern: '/api/sessions*',
  methods: ['POST'],
  limit: 3,
  windowSeconds: 60,
  action: 'block',
}

describe('rate rules', () => {
  it('refuse an address past the limit until the window has slid on', () => {
    let now = 0
    const judge = rateGate([rule], () => now)
    const ask = (address = '10.0.0.1') => judge(() => address, 'POST', '/api/sessions').retryAfter
    for (const second of [0, 10, 20]) {
      now = second * 1_000
      expect(ask()).toBeUndefined()
    }
    expect(ask()).toBe(40)
    expect(ask('10.0.0.2')).toBeUndefined()
    now = 59_999
    expect(ask()).toBe(1)
    now = 60_001
    expect(ask()).toBeUndefined()
    expect(ask()).toBe(10)
  })

  it('count only their own paths and methods', () => {
    const judge = rateGate([{ ...rule, limit: 1 }], () => 0)
    judge(() => 'a', 'POST', '/api/sessions')
    expect(judge(() => 'a', 'GET', '/api/sessions').retryAfter).toBeUndefined()
    expect(judge(() => 'a', 'POST', '/api/cart').retryAfter).toBeUndefined()
    expect(judge(() => 'a', 'POST', '/api/sessions/x').retryAfter).toBe(60)
  })

  it('may label instead of refusing', () => {
    const judge = rateGate([{ ...rule, limit: 1, action: 'label' }], () => 0)
    expect(judge(() => 'a', 'POST', '/api/sessions').labels).toEqual([])
    expect(judge(() => 'a', 'POST', '/api/sessions')).toEqual({
      retryAfter: undefined,
      labels: ['rate:sign-in'],
    })
  })
})
