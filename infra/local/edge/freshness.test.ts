import { describe, expect, it } from 'vitest'
import type { EdgeBehaviour } from '@/infra/edge-behaviours'
import { edgeBehaviours } from '@/infra/edge-behaviours'
import { lifetime } from './freshness'

const pages: EdgeBehaviour = {
  pathPattern: '*',
  origin: 'web',
  cookies: 'none',
  queryKeys: 'all',
  headerKeys: ['rsc'],
  forwardHeaders: ['next-router-state-tree'],
  minTtl: 0,
  defaultTtl: 0,
  maxTtl: 3_600,
  notFoundTtl: 10,
  staleIfError: 600,
  methods: ['GET', 'HEAD'],
  compress: true,
}
const of = (control: string | undefined, change: Partial<EdgeBehaviour> = {}, status = 200, more = {}) =>
  lifetime({
    status,
    headers: { ...(control === undefined ? {} : { 'cache-control': control }), ...more },
    behaviour: { ...pages, ...change },
    now: 0,
  })

describe('how long a response is fresh', () => {
  it('is what s-maxage says, then max-age, then Expires', () => {
    expect(of('max-age=5, s-maxage=60')?.fresh).toBe(60)
    expect(of('max-age=5')?.fresh).toBe(5)
    const expires = { expires: 'Thu, 01 Jan 1970 00:01:00 GMT', date: 'Thu, 01 Jan 1970 00:00:30 GMT' }
    expect(of(undefined, {}, 200, expires)?.fresh).toBe(30)
    expect(of('max-age=5', {}, 200, expires)?.fresh).toBe(5)
  })

  it('lies between the behaviour’s least and most, less the age it came with', () => {
    expect(of('s-maxage=31536000')?.fresh).toBe(3_600)
    expect(of('max-age=5', { minTtl: 30 })?.fresh).toBe(30)
    expect(of('max-age=60', {}, 200, { age: '25' })?.fresh).toBe(35)
  })

  it('is the behaviour’s default when the origin does not say', () => {
    expect(of(undefined)).toBeUndefined()
    expect(of(undefined, { defaultTtl: 60 })?.fresh).toBe(60)
  })
})

describe('what is never kept', () => {
  it.each([
    'private',
    'no-store',
    'no-cache',
    'private, max-age=60',
    'public, s-maxage=60, no-store',
    'PRIVATE',
  ])('a response that says %s, whatever the behaviour’s least', (control) =>
    expect(of(control, { minTtl: 60, defaultTtl: 60 })).toBeUndefined(),
  )

  it('one that sets a cookie, is encoded, or varies by everything', () => {
    expect(of('s-maxage=60', {}, 200, { 'set-cookie': ['a=b'] })).toBeUndefined()
    expect(of('s-maxage=60', {}, 200, { 'content-encoding': 'gzip' })).toBeUndefined()
    expect(of('s-maxage=60', {}, 200, { vary: '*' })).toBeUndefined()
  })

  it('one that varies by a header that reached the origin without a key', () => {
    const all = { forwardHeaders: 'all' } as const
    expect(of('s-maxage=60', all, 200, { vary: 'Accept-Encoding, Cookie' })).toBeUndefined()
    expect(of('s-maxage=60', all, 200, { vary: 'accept-encoding, RSC' })?.fresh).toBe(60)
  })

  it.each([500, 502, 503, 504, 206, 401, 403, 429])('a %i', (status) => {
    expect(of('s-maxage=60', { defaultTtl: 60 }, status)).toBeUndefined()
  })

  it('a redirect that does not ask for it', () => {
    expect(of(undefined, { defaultTtl: 60 }, 307)).toBeUndefined()
    expect(of('max-age=60', {}, 308)?.fresh).toBe(60)
  })

  it('anything where the behaviour caches nothing', () => {
    const personal = edgeBehaviours.find(({ pathPattern }) => pathPattern === '/api/*')
    expect(of('public, s-maxage=60', personal)).toBeUndefined()
  })
})

describe('"not found"', () => {
  it('is kept briefly and never past that', () => {
    const brief = { fresh: 10, staleWhileRevalidate: 0, staleIfError: 0 }
    expect(of(undefined, {}, 404)).toEqual(brief)
    expect(of('s-maxage=31536000, stale-while-revalidate=60', {}, 404)).toEqual(brief)
    expect(of('private', {}, 404)).toBeUndefined()
  })
})

describe('how long a response may be served stale', () => {
  it('is bounded by the directives, the behaviour and its most', () => {
    expect(of('s-maxage=60, stale-while-revalidate=30')).toMatchObject({
      staleWhileRevalidate: 30,
      staleIfError: 600,
    })
    expect(of('s-maxage=60, stale-if-error=5')?.staleIfError).toBe(5)
    expect(of('s-maxage=60, stale-while-revalidate=99999')?.staleWhileRevalidate).toBe(3_600)
  })

  it('is nothing when the origin insists on being asked', () => {
    expect(of('max-age=60, must-revalidate')).toEqual({ fresh: 60, staleWhileRevalidate: 0, staleIfError: 0 })
  })
})
