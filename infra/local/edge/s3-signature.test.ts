import { describe, expect, it } from 'vitest'
import { assetPath, signedRead } from './s3-signature'

describe('where an asset’s object is', () => {
  it.each([
    ['/assets/products/x.webp', '/bucket/products/x.webp'],
    ['/assets/products/caf%C3%A9%20(1).webp', '/bucket/products/caf%C3%A9%20%281%29.webp'],
    ['/assets/products/a%2Fb', '/bucket/products/a/b'],
    ['/assets/products/..%2F..%2Fother/x', undefined],
    ['/assets/products/%2Fx', undefined],
    ['/assets/', undefined],
    ['/assets/products/%FF', undefined],
    ['/elsewhere/x', undefined],
  ])('%s: %s', (path, expected) => {
    expect(assetPath(path, 'bucket')).toBe(expected)
  })
})

describe('the signature of a read', () => {
  const origin = {
    endpoint: 'http://127.0.0.1:4310',
    bucket: 'bucket',
    credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: 'token' },
  }

  it('covers host, date, payload and session token', () => {
    const headers = signedRead('GET', '/bucket/x', origin, Date.parse('2026-11-21T10:11:12Z'))
    expect(headers).toMatchObject({ 'x-amz-date': '20261121T101112Z', 'x-amz-security-token': 'token' })
    expect(headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKID\/20261121\/us-east-1\/s3\/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token, Signature=[\da-f]{64}$/,
    )
  })

  it('differs by method, path and time', () => {
    const sign = (method: 'GET' | 'HEAD', path: string, now: number) =>
      signedRead(method, path, origin, now).authorization
    const all = [
      sign('GET', '/b/x', 0),
      sign('HEAD', '/b/x', 0),
      sign('GET', '/b/y', 0),
      sign('GET', '/b/x', 1_000),
    ]
    expect(new Set(all).size).toBe(4)
  })
})
