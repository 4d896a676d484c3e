import { describe, expect, test } from 'vitest'
import type { Customer } from '@/server/platform/principal'
import type { OwnReview } from '@/server/reviews/model'
import { until } from '@/tests/contract/shop-rig'
import { png } from '@/tests/contract/upload-rig'
import { buyer, publish, shownOf, votes, wish, writing } from './desk'

describe('photographs', () => {
  let made = 0
  async function uploaded(who: Customer, purpose: 'review' | 'profile' = 'review') {
    const { startUpload, uploadOf } = await import('@/server/assets/uploads')
    made += 1
    const bytes = await png(500 + made, 400)
    const begun = await startUpload(who, { purpose, type: 'image/png', size: bytes.length, name: 'mine.png' })
    const data = new FormData()
    for (const [name, value] of Object.entries(begun.form?.fields ?? {})) data.set(name, value)
    data.set('file', new Blob([new Uint8Array(bytes)]), 'file')
    expect((await fetch(begun.form?.url ?? '', { method: 'POST', body: data })).status).toBe(201)
    await until(async () => (await uploadOf(who, begun.id)).state === 'ready', 'the picture', 60_000)
    return begun.id
  }
  async function stored(prefix: string): Promise<string[]> {
    const { ListObjectsV2Command } = await import('@aws-sdk/client-s3')
    const { bucketName, objectsAs } = await import('@/server/platform/objects')
    const list = new ListObjectsV2Command({ Bucket: bucketName('assets'), Prefix: prefix })
    return ((await objectsAs('reviews').client().send(list)).Contents ?? []).flatMap(({ Key }) => Key ?? [])
  }

  test('are seen with the review alone, and go with it', async () => {
    const { who, product } = await buyer()
    const upload = await uploaded(who)
    const own = await writing.writeReview(who, product, wish({ photos: { 0: upload } }))
    expect(own.photos[0]?.picture?.src).toContain('X-Amz-Signature')
    const folder = `products/${product}/reviews/`
    expect(await stored(folder)).toEqual([])
    await publish(product)
    const [photo] = (await shownOf(product)).reviews[0]?.photos ?? []
    expect(photo?.formats).toEqual(['avif', 'webp'])
    expect(photo?.key).not.toContain(who.id)
    expect(await stored(folder)).toContain(`${photo?.key}/${photo?.widths.at(-1)}.webp`)
    await writing.withdrawReview(who, product)
    expect(await stored(folder)).toEqual([])
  })

  test('stay or go when the review is written anew; four at most, and only one’s own', async () => {
    const { who, product } = await buyer()
    const [one, other] = [await uploaded(who), await uploaded(who)]
    const first: OwnReview = await writing.writeReview(who, product, wish({ photos: [one, other] }))
    await publish(product)
    const [keep = '', gone = ''] = first.photos.map(({ id }) => id)
    await writing.writeReview(who, product, wish({ keep: [keep] }))
    await publish(product)
    const keys = await stored(`products/${product}/reviews/`)
    expect(keys.some((key) => key.includes(keep))).toBe(true)
    expect(keys.some((key) => key.includes(gone))).toBe(false)
    const stranger = await buyer()
    for (const upload of [one, await uploaded(stranger.who, 'profile')]) {
      const stolen = writing.writeReview(stranger.who, stranger.product, wish({ photos: [upload] }))
      await expect(stolen).rejects.toMatchObject({ status: 404 })
    }
  })
})

test('whoever is forgotten leaves no review, no vote and no photograph behind', async () => {
  const { who, product } = await buyer()
  const other = await buyer()
  await writing.writeReview(who, product, wish())
  await publish(product)
  await writing.writeReview(other.who, other.product, wish())
  await votes.voteHelpful(who, other.product, await publish(other.product))
  const { forgetReviewer } = await import('@/server/reviews/forget')
  for (const _ of [1, 2]) await forgetReviewer(who.id)
  expect(await shownOf(product)).toMatchObject({ rating: { count: 0 }, reviews: [] })
  expect((await shownOf(other.product)).reviews[0]?.helpful).toBe(0)
  const { scanTable } = await import('@/server/platform/tables/scan')
  for await (const item of scanTable('reviews')) expect(JSON.stringify(item)).not.toContain(who.id)
})
