import { describe, expect, test } from 'vitest'
import { refusal } from '@/tests/contract/s3-client'
import { get, put, text } from './bucket'

describe('conditions', () => {
  test('of reads', async () => {
    const { ETag = '' } = await put('conditional', 'one')
    const past = new Date(Date.now() - 86_400_000)
    const future = new Date(Date.now() + 86_400_000)
    expect(await text('conditional', { IfMatch: ETag })).toBe('one')
    expect(await refusal(get('conditional', { IfMatch: '"other"' }))).toMatchObject({ status: 412 })
    expect(await refusal(get('conditional', { IfNoneMatch: ETag }))).toMatchObject({ status: 304 })
    expect(await refusal(get('conditional', { IfModifiedSince: future }))).toMatchObject({ status: 304 })
    expect(await refusal(get('conditional', { IfUnmodifiedSince: past }))).toMatchObject({ status: 412 })
    expect(await text('conditional', { IfMatch: ETag, IfUnmodifiedSince: past })).toBe('one')
    expect(await text('conditional', { IfNoneMatch: '"other"', IfModifiedSince: future })).toBe('one')
  })

  test('of writes: only one of many creators wins', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => put('created-once', `${n}`, { IfNoneMatch: '*' })),
    )
    const winners = outcomes.flatMap((one, n) => (one.status === 'fulfilled' ? [n] : []))
    expect(winners).toHaveLength(1)
    expect(await text('created-once')).toBe(`${winners[0]}`)
    expect(await refusal(put('created-once', 'x', { IfNoneMatch: '*' }))).toEqual({
      name: 'PreconditionFailed',
      status: 412,
    })
  })

  test('of writes: an update on an old version fails', async () => {
    const { ETag: first = '' } = await put('updated', '1')
    await put('updated', '2', { IfMatch: first })
    expect(await refusal(put('updated', '3', { IfMatch: first }))).toMatchObject({ status: 412 })
    expect(await refusal(put('never-there', '3', { IfMatch: first }))).toEqual({
      name: 'NoSuchKey',
      status: 404,
    })
  })
})
