import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BadRequest, readTarget } from './target'

const host = 'localhost:3000'
const path = (url: string) => readTarget(url, host).path

describe('the normal form of a request target', () => {
  it.each([
    ['/en-GB/p/x', '/en-GB/p/x'],
    ['/', '/'],
    ['/en-GB/%63art', '/en-GB/cart'],
    ['/a/./b/../c', '/a/c'],
    ['/a/%2e%2e/b', '/b'],
    ['/assets/%2E%2e/en-GB/cart', '/en-GB/cart'],
    ['/../../etc/passwd', '/etc/passwd'],
    ['/a/..', '/'],
    ['/a/b/.', '/a/b/'],
    ['/a%2fb', '/a%2Fb'],
    ['/a//b', '/a//b'],
    ['/caf%c3%a9', '/caf%C3%A9'],
    ['/.well-known/x', '/.well-known/x'],
    ['/en-GB/p/x?y=/../z', '/en-GB/p/x'],
  ])('%s is %s', (url, expected) => {
    expect(path(url)).toBe(expected)
  })

  it('does not change when it is normalised again', () => {
    const piece = fc.constantFrom('a', '.', '..', '%2e', '%2E%2e', '%41', '%2f', '', 'x.y', '%c3%a9', '...')
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const once = path(`/${pieces.join('/')}`)
        expect(path(once)).toBe(once)
        expect(once.split('/')).not.toContain('..')
      }),
    )
  })

  it('takes an absolute address of the same host alone', () => {
    expect(readTarget(`http://${host}/a?b=c`, host)).toEqual({ path: '/a', search: '?b=c' })
    expect(() => readTarget('http://evil.example/a', host)).toThrow(BadRequest)
    expect(() => readTarget(`http://${host}@evil.example/a`, host)).toThrow(BadRequest)
  })

  it.each(['*', '/a\\b', '/a b', '/a%', '/a%zz', '/a%00', '/a%0d%0aset-cookie:x', '/a#b', '/é', 'evil'])(
    'refuses %s',
    (url) => expect(() => readTarget(url, host)).toThrow(BadRequest),
  )

  it('refuses addresses longer than 8,192 bytes with 414', () => {
    expect(() => readTarget(`/${'a'.repeat(8_192)}`, host)).toThrow(expect.objectContaining({ status: 414 }))
  })
})
