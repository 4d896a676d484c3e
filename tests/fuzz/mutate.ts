import type { Random } from '@/tests/chaos/random'

/** Values that programs stumble over. */
export const oddities: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  -9_007_199_254_740_991,
  '',
  ' ',
  '\0',
  '../../etc/passwd',
  '%2e%2e%2f',
  '💥',
  '\ud800',
  '<b>&amp;</b>',
  "'; drop table items; --",
  'x'.repeat(5_000),
  [],
  {},
  [[[[[[]]]]]],
  { S: 1 },
  { N: 'NaN' },
  { N: '1e200' },
  { M: {} },
  { NULL: false },
  { B: '!!!' },
  { SS: [] },
  { toString: 1, constructor: {}, hasOwnProperty: null },
]

/** A copy in which something somewhere is another value, is gone, or has company. */
export function mutated(random: Random, value: unknown): unknown {
  if (random.chance(0.15) || typeof value !== 'object' || value === null) return random.pick(oddities)
  if (Array.isArray(value)) {
    const copy: unknown[] = [...value]
    if (copy.length === 0 || random.chance(0.2)) return [...copy, random.pick(oddities)]
    const at = random.below(copy.length)
    if (random.chance(0.15)) copy.splice(at, 1)
    else if (random.chance(0.1)) return Array.from({ length: 150 }, () => copy[at])
    else copy[at] = mutated(random, copy[at])
    return copy
  }
  const entries = Object.entries(value)
  if (entries.length === 0 || random.chance(0.1)) {
    return Object.fromEntries([
      ...entries,
      [random.pick(['__proto__', 'constructor', 'Unknown', '']), random.pick(oddities)],
    ])
  }
  const at = random.below(entries.length)
  return Object.fromEntries(
    entries.flatMap(([name, one], index) => {
      if (index !== at) return [[name, one]]
      if (random.chance(0.15)) return []
      if (random.chance(0.05)) return [[name.toLowerCase(), one]]
      return [[name, mutated(random, one)]]
    }),
  )
}

/** Bytes with some of them changed, doubled, or gone. */
export function torn(random: Random, bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  for (let times = 1 + random.below(3); times > 0 && copy.length > 0; times--) {
    const at = random.below(copy.length)
    const piece = 1 + random.below(8)
    const way = random.below(4)
    if (way === 0) copy[at] = random.below(256)
    else if (way === 1) return Buffer.concat([copy.subarray(0, at), copy.subarray(at + piece)])
    else if (way === 2) return Buffer.concat([copy.subarray(0, at + piece), copy.subarray(at)])
    else return copy.subarray(0, at)
  }
  return copy
}
