import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { after, afterPrefix, joined, keyBytes, segmentStart } from './keys'

describe('stored keys', () => {
  it('order strings by their UTF-8 bytes, beyond the basic plane too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        const [a, b] = [keyBytes({ S: one }, 'S'), keyBytes({ S: other }, 'S')]
        expect(a && b && Buffer.compare(a, b)).toBe(Buffer.compare(Buffer.from(one), Buffer.from(other)))
      }),
    )
  })

  it('have a next one, and an end of all that begin alike', () => {
    const bytes = fc.uint8Array({ maxLength: 6 }).map((array) => Buffer.from(array))
    fc.assert(
      fc.property(bytes, bytes, (prefix, rest) => {
        expect(Buffer.compare(after(prefix), prefix)).toBe(1)
        const inside = Buffer.concat([prefix, rest])
        expect(Buffer.compare(inside, afterPrefix(prefix))).toBe(-1)
      }),
    )
    expect(afterPrefix(Buffer.from([1, 0xff]))).toEqual(Buffer.from([2]))
  })

  it('stay apart when they are joined', () => {
    const key = (hash: string, range: string) =>
      joined({ hash: Buffer.from(hash), range: Buffer.from(range) })
    expect(key('ab', 'c')).not.toEqual(key('a', 'bc'))
  })

  it('fall into segments that cover everything once', () => {
    const starts = Array.from({ length: 7 }, (_, segment) => segmentStart(segment, 7))
    expect(starts[0]).toEqual(Buffer.alloc(4))
    expect(starts.toSorted(Buffer.compare)).toEqual(starts)
    expect(segmentStart(7, 7).length).toBeGreaterThan(4)
  })
})
