import { afterEach, describe, expect, test, vi } from 'vitest'
import { NextRequest } from 'next/server'
import { proxy } from '@/proxy'

const policyOf = (path: string): string =>
  proxy(new NextRequest(`http://localhost:3000${path}`)).headers.get('content-security-policy') ?? ''

afterEach(() => vi.unstubAllEnvs())

describe('the policy of the checkout', () => {
  test('knows nothing of Stripe where it is not configured', () => {
    vi.stubEnv('STRIPE_PUBLISHABLE_KEY', '')
    expect(policyOf('/en-GB/checkout')).not.toContain('stripe')
  })

  test('lets Stripe’s fields in where it is, and nobody else', () => {
    vi.stubEnv('STRIPE_PUBLISHABLE_KEY', 'pk_test_1')
    const policy = policyOf('/en-GB/checkout')
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic' https:\/\/js\.stripe\.com /)
    expect(policy).toContain(
      "frame-src 'self' https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com",
    )
    expect(policy).toMatch(/connect-src 'self' [^;]*https:\/\/api\.stripe\.com/)
    expect(policy).toContain("form-action 'self'")
  })

  test('and no other page does', () => {
    vi.stubEnv('STRIPE_PUBLISHABLE_KEY', 'pk_test_1')
    for (const path of ['/en-GB/cart', '/en-GB/account', '/en-GB/orders/checkout', '/en-GB/sign-in']) {
      expect(policyOf(path)).not.toContain('stripe')
    }
  })
})
