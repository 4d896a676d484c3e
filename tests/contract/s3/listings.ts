import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { byBytes, suite } from './bucket'

describe('listings', () => {
  test('go on page by page over keys and common prefixes, in the order of UTF-8', async () => {
    const Bucket = await suite.newBucket()
    const keys = ['a', 'a/1', 'a/2', 'a/b/3', 'b', 'c/1', 'd', 'é', '\u{1F600}', '\uFFFD']
    for (const Key of keys) await suite.s3.send(new PutObjectCommand({ Bucket, Key, Body: '' }))
    const sorted = keys.toSorted(byBytes)
    const pages = async (more: object) => {
      const lines: (string | undefined)[] = []
      let ContinuationToken: string | undefined
      do {
        const page = await suite.s3.send(
          new ListObjectsV2Command({ Bucket, MaxKeys: 2, ContinuationToken, ...more }),
        )
        const found = [
          ...(page.Contents ?? []).map((c) => c.Key),
          ...(page.CommonPrefixes ?? []).map((p) => p.Prefix),
        ]
        expect(found.length).toBeLessThanOrEqual(2)
        expect(page.KeyCount).toBe(found.length)
        lines.push(...found.toSorted(byBytes))
        ContinuationToken = page.NextContinuationToken
      } while (ContinuationToken)
      return lines
    }
    expect(await pages({})).toEqual(sorted)
    expect(await pages({ Delimiter: '/' })).toEqual(['a', 'a/', 'b', 'c/', 'd', 'é', '\uFFFD', '\u{1F600}'])
    expect(await pages({ Prefix: 'a/' })).toEqual(['a/1', 'a/2', 'a/b/3'])
    expect(await pages({ Prefix: 'a/', Delimiter: '/' })).toEqual(['a/1', 'a/2', 'a/b/'])
    expect(await pages({ StartAfter: 'c' })).toEqual(['c/1', 'd', 'é', '\uFFFD', '\u{1F600}'])
    expect(await pages({ EncodingType: 'url', Prefix: 'é' })).toEqual(['%C3%A9'])
    const owned = await suite.s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'b', FetchOwner: true }))
    expect(owned.Contents?.[0]?.Owner?.ID).toBeTruthy()
    expect((await suite.s3.send(new ListObjectsV2Command({ Bucket, MaxKeys: 0 }))).KeyCount).toBe(0)
  })
})
