import { describe, expect, it } from 'vitest'
import { acceptedEncoding, isCompressible } from './encoding'

describe('the encoding a viewer gets', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip, deflate', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0, gzip;q=0', 'identity'],
    ['*', 'br'],
    ['*;q=0', 'identity'],
    ['BR', 'br'],
    ['identity', 'identity'],
    ['', 'identity'],
    ['gzip;q=1.0, br;q=0.1', 'br'],
  ])('%s: %s', (header, expected) => {
    expect(acceptedEncoding(header)).toBe(expected)
  })
})

describe('what is compressed', () => {
  it.each([
    'text/html; charset=utf-8',
    'text/x-component',
    'application/json',
    'application/problem+json',
    'image/svg+xml',
  ])('%s', (type) => expect(isCompressible(type)).toBe(true))
  it.each([
    'image/webp',
    'image/avif',
    'font/woff2',
    'video/mp4',
    'application/zip',
    'text/event-stream',
    undefined,
  ])('not %s', (type) => expect(isCompressible(type)).toBe(false))
  it('nothing that is too small or too large to gain', () => {
    expect(isCompressible('text/html', 999)).toBe(false)
    expect(isCompressible('text/html', 10_000_001)).toBe(false)
  })
})
