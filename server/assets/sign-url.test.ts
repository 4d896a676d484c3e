import { GetObjectCommand, S3Client, UploadPartCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { describe, expect, it } from 'vitest'
import { bucketName } from '@/server/platform/objects'
import { signUrl } from './sign-url'

const credentials = { accessKeyId: 'AKID', secretAccessKey: 'a+secret/with=signs', sessionToken: 'token+/=' }
const at = Date.UTC(2026, 10, 22, 1, 2, 3)
const client = new S3Client({
  region: 'us-east-1',
  credentials,
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
})
const Bucket = bucketName('assets')
const signing = { expiresIn: 900, signingDate: new Date(at) }

/** What the SDK says twice, or for itself alone, and S3 does not ask for. */
const own = new Set(['x-id', 'X-Amz-Content-Sha256', 'x-amz-user-agent'])

describe('a signed URL', () => {
  it.each([
    ['plain', 'customers/cus_1/uploads/profile/ab/480.webp'],
    ['with anything in its name', "products/a b/images/ü+(1)!*'~/x&y=z.webp"],
  ])('is as the SDK’s: %s', async (_what, Key) => {
    const command = new GetObjectCommand({ Bucket, Key })
    // The SDK's own parameters are part of what it signs, so they are signed here, too.
    const theirs = new URL(await getSignedUrl(client, command, signing))
    const query = Object.fromEntries([...theirs.searchParams].filter(([name]) => own.has(name)))
    const ours = new URL(
      signUrl(credentials, { method: 'GET', bucket: 'assets', key: Key, query, seconds: 900 }, at),
    )
    expect(ours.pathname).toBe(theirs.pathname)
    expect([...ours.searchParams].toSorted()).toEqual([...theirs.searchParams].toSorted())
  })

  it('of a part binds its length', async () => {
    const part = {
      Bucket,
      Key: 'quarantine/products/lamp/upl_1',
      UploadId: 'u/1',
      PartNumber: 7,
      ContentLength: 99,
    }
    const theirs = new URL(
      await getSignedUrl(client, new UploadPartCommand(part), {
        ...signing,
        signableHeaders: new Set(['content-length', 'host']),
      }),
    )
    const extra = Object.fromEntries([...theirs.searchParams].filter(([name]) => own.has(name)))
    const ours = new URL(
      signUrl(
        credentials,
        {
          method: 'PUT',
          bucket: 'assets',
          key: part.Key,
          query: { ...extra, partNumber: '7', uploadId: 'u/1' },
          headers: { 'content-length': '99' },
          seconds: 900,
        },
        at,
      ),
    )
    expect(ours.searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;host')
    expect([...ours.searchParams].toSorted()).toEqual([...theirs.searchParams].toSorted())
  })
})
