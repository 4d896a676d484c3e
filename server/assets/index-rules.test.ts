import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Asset } from './asset-model'
import { isLater, liveTags, type ObjectFact, placeOf, withFacts, withVersions } from './index-rules'
import { difference, repaired } from './reconcile-rules'

const key = 'products/lamp/images/front'
const names = ['320.avif', '320.webp', '640.avif', '640.webp']

/** What happens to the objects of one asset, in the order in which the bucket numbers it. */
const history = fc
  .array(
    fc.record({
      name: fc.constantFrom(...names),
      kind: fc.constantFrom('created' as const, 'deleted' as const),
    }),
    {
      minLength: 1,
      maxLength: 30,
    },
  )
  .map((steps) =>
    steps.map(
      ({ name, kind }, at): ObjectFact => ({
        key: `${key}/${name}`,
        kind,
        sequencer: (at + 1).toString(16).toUpperCase().padStart(18, '0'),
        version: `v${at}`,
        at: new Date(at * 1000).toISOString(),
      }),
    ),
  )

/** What is in the bucket after all of it: names with their versions. */
function bucketAfter(facts: readonly ObjectFact[]): Map<string, string | undefined> {
  const there = new Map<string, string | undefined>()
  for (const { key: objectKey, kind, version } of facts) {
    const name = objectKey.slice(key.length + 1)
    if (kind === 'created') there.set(name, version)
    else there.delete(name)
  }
  return there
}

const versionsOf = (asset: Asset | undefined) =>
  Object.fromEntries((asset?.renditions ?? []).map((name) => [name, asset?.versions[name]?.version]))

/** Every event at least once, some more often, in any order. */
const delivered = history.chain((facts) =>
  fc
    .array(fc.constantFrom(...facts), { maxLength: 30 })
    .chain((again) => fc.shuffledSubarray([...facts, ...again], { minLength: facts.length + again.length }))
    .map((told) => ({ facts, told })),
)

describe('the index', () => {
  it('says what is in the bucket, however often and in whatever order it is told', () => {
    fc.assert(
      fc.property(delivered, ({ facts, told }) => {
        expect(versionsOf(withFacts(undefined, told))).toEqual(Object.fromEntries(bucketAfter(facts)))
      }),
      { numRuns: 500 },
    )
  })

  it('is the same whether it is told at once or one by one', () => {
    fc.assert(
      fc.property(delivered, ({ told }) => {
        const byOne = told.reduce<Asset | undefined>((asset, fact) => withFacts(asset, [fact]), undefined)
        expect(withFacts(undefined, told)).toEqual(byOne)
      }),
    )
  })

  it('learns nothing from what it knows', () => {
    fc.assert(
      fc.property(delivered, ({ told }) => {
        const asset = withFacts(undefined, told)
        expect(withFacts(asset, told)).toBe(asset)
      }),
    )
  })

  it('is right again after a reconciliation, whatever was lost, and stays so when late events come', () => {
    const lossy = delivered.chain(({ facts, told }) =>
      fc.shuffledSubarray(told).map((heard) => ({ facts, told, heard })),
    )
    fc.assert(
      fc.property(lossy, ({ facts, told, heard }) => {
        const there = bucketAfter(facts)
        const before = withFacts(undefined, heard)
        const { missing, stale } = difference(before, new Set(there.keys()))
        const found = new Map([...missing, ...stale].map((name) => [name, look(there, name)]))
        const after = repaired(before, before, key, found, '2026-01-01T00:00:00.000Z')
        expect(new Set(after?.renditions)).toEqual(new Set(there.keys()))
        expect(new Set(withFacts(after, heard)?.renditions)).toEqual(new Set(there.keys()))
        // What seemed lost may have been late.
        expect(versionsOf(withFacts(after, told))).toEqual(Object.fromEntries(there))
      }),
      { numRuns: 500 },
    )
  })

  it('keeps what it has heard while the bucket was looked at', () => {
    const created: ObjectFact = {
      key: `${key}/320.webp`,
      kind: 'created',
      sequencer: '1',
      at: '2026-01-01T00:00:00.000Z',
    }
    const found = new Map([['320.webp', undefined]])
    const current = withFacts(undefined, [created])
    expect(repaired(current, undefined, key, found, created.at)?.renditions).toEqual(['320.webp'])
  })

  it('finds nothing by a tag when nothing is left', () => {
    const fact = { key: `${key}/320.webp`, sequencer: '1', at: '2026-01-01T00:00:00.000Z' }
    const asset = withFacts(undefined, [{ ...fact, kind: 'created' }])
    if (!asset) throw new Error('nothing was learnt')
    const tagged = { ...asset, tags: ['glaze:oat'] }
    expect(liveTags(tagged)).toEqual(['glaze:oat'])
    expect(liveTags(withFacts(tagged, [{ ...fact, kind: 'deleted', sequencer: '2' }]))).toEqual([])
    expect(withVersions(tagged)).toEqual(tagged)
  })
})

const look = (there: ReadonlyMap<string, string | undefined>, name: string) =>
  there.has(name) ? { version: there.get(name) } : undefined

describe('a sequencer', () => {
  it.each([
    ['0055AED6DCD90281E5', '0055AED6DCD90281E4', true],
    ['0055AED6DCD90281E5', '0055AED6DCD90281E5', false],
    ['1', '', true],
    ['', '', false],
    ['0A', '0A01', false],
    ['0B', '0A01', true],
  ])('%s after %s: %s', (one, other, later) => {
    expect(isLater(one, other)).toBe(later)
  })
})

describe('an object’s place', () => {
  it.each([
    [
      'products/lamp/images/front/320.avif',
      { key: 'products/lamp/images/front', sku: 'lamp', imageType: 'picture' },
    ],
    ['products/lamp/video/ab/video.mp4', { sku: 'lamp', imageType: 'video', name: 'video.mp4' }],
    ['customers/gst_1/uploads/gift/ab/320.webp', { owner: 'gst_1', imageType: 'gift' }],
    ['customers/cus_1/uploads/other/ab/320.webp', undefined],
    ['quarantine/customers/cus_1/upl_1', undefined],
    ['products/lamp/images/320.avif', undefined],
  ])('%s', (objectKey, place) => {
    if (place) expect(placeOf(objectKey)).toMatchObject(place)
    else expect(placeOf(objectKey)).toBeUndefined()
  })
})
