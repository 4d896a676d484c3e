import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectLegalHoldCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
  RestoreObjectCommand,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSuite, refusal, type S3Suite } from './s3-client'

let suite: S3Suite
beforeAll(async () => {
  suite = await openSuite()
})
afterAll(() => suite.stop())

async function versionedBucket() {
  const Bucket = await suite.newBucket()
  await suite.s3.send(
    new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
  )
  return Bucket
}
const put = (Bucket: string, Key: string, Body: string, more = {}) =>
  suite.s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }))
const text = async (Bucket: string, Key: string, VersionId?: string) =>
  (await suite.s3.send(new GetObjectCommand({ Bucket, Key, VersionId }))).Body?.transformToString()

describe('versions', () => {
  test('stay readable when an object is overwritten or deleted', async () => {
    const Bucket = await versionedBucket()
    const one = await put(Bucket, 'k', 'one')
    const two = await put(Bucket, 'k', 'two')
    expect(one.VersionId).not.toBe(two.VersionId)
    expect(await text(Bucket, 'k')).toBe('two')
    expect(await text(Bucket, 'k', one.VersionId)).toBe('one')
    const deleted = await suite.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }))
    expect(deleted).toMatchObject({ DeleteMarker: true, VersionId: expect.any(String) })
    expect(await refusal(text(Bucket, 'k'))).toEqual({ name: 'NoSuchKey', status: 404 })
    expect(await refusal(text(Bucket, 'k', deleted.VersionId))).toMatchObject({ status: 405 })
    expect(await refusal(text(Bucket, 'k', 'nonsense'))).toMatchObject({ name: 'NoSuchVersion' })
    expect((await suite.s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0)
    const listed = await suite.s3.send(new ListObjectVersionsCommand({ Bucket }))
    expect(listed.Versions?.map((one_) => one_.VersionId)).toEqual([two.VersionId, one.VersionId])
    expect(listed.DeleteMarkers).toMatchObject([{ Key: 'k', IsLatest: true }])
    await suite.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId: deleted.VersionId }))
    expect(await text(Bucket, 'k')).toBe('two')
    await suite.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId: two.VersionId }))
    expect(await text(Bucket, 'k')).toBe('one')
  })

  test('are listed page by page', async () => {
    const Bucket = await versionedBucket()
    const made: (string | undefined)[] = []
    for (const Key of ['a', 'a', 'a', 'b']) made.push((await put(Bucket, Key, 'x')).VersionId)
    const seen: (string | undefined)[] = []
    let markers: { KeyMarker?: string; VersionIdMarker?: string } = {}
    for (let more = true; more; ) {
      const page = await suite.s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 2, ...markers }))
      seen.push(...(page.Versions ?? []).map((one) => one.VersionId))
      markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
      more = page.IsTruncated ?? false
    }
    expect(seen).toEqual([made[2], made[1], made[0], made[3]])
  })

  test('end where versioning is suspended: the null version is replaced, the others stay', async () => {
    const Bucket = await suite.newBucket()
    await put(Bucket, 'k', 'null one')
    await suite.s3.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    )
    const kept = await put(Bucket, 'k', 'kept')
    expect(await text(Bucket, 'k', 'null')).toBe('null one')
    await suite.s3.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } }),
    )
    await put(Bucket, 'k', 'null two')
    expect(await text(Bucket, 'k', 'null')).toBe('null two')
    expect(await text(Bucket, 'k', kept.VersionId)).toBe('kept')
  })
})

describe('object lock', () => {
  const year = 365 * 86_400_000
  const future = () => new Date(Date.now() + 10 * year)

  test('in compliance mode nobody deletes or shortens', async () => {
    const Bucket = await suite.newBucket({ ObjectLockEnabledForBucket: true })
    const { VersionId } = await put(Bucket, 'k', 'x', {
      ObjectLockMode: 'COMPLIANCE',
      ObjectLockRetainUntilDate: future(),
      ChecksumAlgorithm: 'CRC32',
    })
    const erase = (more = {}) =>
      suite.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId, ...more }))
    expect(await refusal(erase())).toEqual({ name: 'AccessDenied', status: 403 })
    expect(await refusal(erase({ BypassGovernanceRetention: true }))).toMatchObject({ name: 'AccessDenied' })
    const retain = (RetainUntilDate: Date, Mode: 'GOVERNANCE' | 'COMPLIANCE') =>
      suite.s3.send(
        new PutObjectRetentionCommand({ Bucket, Key: 'k', VersionId, Retention: { Mode, RetainUntilDate } }),
      )
    expect(await refusal(retain(new Date(Date.now() + year), 'COMPLIANCE'))).toMatchObject({
      name: 'AccessDenied',
    })
    expect(await refusal(retain(future(), 'GOVERNANCE'))).toMatchObject({ name: 'AccessDenied' })
    await retain(new Date(Date.now() + 11 * year), 'COMPLIANCE')
    expect((await suite.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }))).DeleteMarker).toBe(true)
    expect(await text(Bucket, 'k', VersionId)).toBe('x')
  })

  test('in governance mode needs the bypass', async () => {
    const Bucket = await suite.newBucket({ ObjectLockEnabledForBucket: true })
    await suite.s3.send(
      new PutObjectLockConfigurationCommand({
        Bucket,
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 30 } },
        },
      }),
    )
    const read = await suite.s3.send(new GetObjectLockConfigurationCommand({ Bucket }))
    expect(read.ObjectLockConfiguration?.Rule?.DefaultRetention).toEqual({ Mode: 'GOVERNANCE', Days: 30 })
    expect(await refusal(put(Bucket, 'k', 'x'))).toMatchObject({ name: 'InvalidRequest' })
    const { VersionId } = await put(Bucket, 'k', 'x', { ChecksumAlgorithm: 'CRC32' })
    const { Retention } = await suite.s3.send(new GetObjectRetentionCommand({ Bucket, Key: 'k' }))
    expect(Retention?.Mode).toBe('GOVERNANCE')
    const erase = (more = {}) =>
      suite.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId, ...more }))
    expect(await refusal(erase())).toMatchObject({ name: 'AccessDenied' })
    await erase({ BypassGovernanceRetention: true })
  })

  test('a legal hold has no end', async () => {
    const Bucket = await suite.newBucket({ ObjectLockEnabledForBucket: true })
    const { VersionId } = await put(Bucket, 'k', 'x')
    const hold = (Status: 'ON' | 'OFF') =>
      suite.s3.send(new PutObjectLegalHoldCommand({ Bucket, Key: 'k', LegalHold: { Status } }))
    await hold('ON')
    expect((await suite.s3.send(new GetObjectLegalHoldCommand({ Bucket, Key: 'k' }))).LegalHold?.Status).toBe(
      'ON',
    )
    const erase = () =>
      suite.s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId, BypassGovernanceRetention: true }))
    expect(await refusal(erase())).toMatchObject({ name: 'AccessDenied' })
    await hold('OFF')
    await erase()
  })

  test('needs a bucket that was made for it', async () => {
    const locked = { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: future() }
    // With which code, no page of AWS's says.
    expect(await refusal(put(suite.bucket, 'k', 'x', locked))).toMatchObject({ status: 400 })
  })
})

describe('archive classes', () => {
  test('are not read before they are restored', async () => {
    const Bucket = suite.bucket
    await put(Bucket, 'cold', 'ice', { StorageClass: 'GLACIER' })
    expect(await refusal(text(Bucket, 'cold'))).toEqual({ name: 'InvalidObjectState', status: 403 })
    expect((await suite.s3.send(new HeadObjectCommand({ Bucket, Key: 'cold' }))).StorageClass).toBe('GLACIER')
    const restore = () =>
      suite.s3.send(
        new RestoreObjectCommand({
          Bucket,
          Key: 'cold',
          RestoreRequest: { Days: 2, GlacierJobParameters: { Tier: 'Expedited' } },
        }),
      )
    expect((await restore()).$metadata.httpStatusCode).toBe(202)
    expect(await refusal(restore())).toEqual({ name: 'RestoreAlreadyInProgress', status: 409 })
    const status = async () => (await suite.s3.send(new HeadObjectCommand({ Bucket, Key: 'cold' }))).Restore
    expect(await status()).toBe('ongoing-request="true"')
    expect(await refusal(text(Bucket, 'cold'))).toMatchObject({ name: 'InvalidObjectState' })
  })

  test('for instant retrieval answer at once', async () => {
    await put(suite.bucket, 'invoice', 'pdf', { StorageClass: 'GLACIER_IR' })
    expect(await text(suite.bucket, 'invoice')).toBe('pdf')
    const restore = new RestoreObjectCommand({
      Bucket: suite.bucket,
      Key: 'invoice',
      RestoreRequest: { Days: 1 },
    })
    expect(await refusal(suite.s3.send(restore))).toMatchObject({ name: 'InvalidObjectState' })
  })
})
