import { createHash, randomBytes } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectAttributesCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { describe, expect, test } from 'vitest'
import { refusal } from '@/tests/contract/s3-client'
import { bytes, MIB, suite } from './bucket'

describe('uploads in parts', () => {
  const begin = async (Key: string, more = {}) => {
    const { UploadId } = await suite.s3.send(
      new CreateMultipartUploadCommand({ Bucket: suite.bucket, Key, ...more }),
    )
    const at = { Bucket: suite.bucket, Key, UploadId }
    return {
      ...at,
      part: async (PartNumber: number, Body: Buffer, sum = {}): Promise<CompletedPart> => {
        const { ETag, ...rest } = await suite.s3.send(
          new UploadPartCommand({ ...at, PartNumber, Body, ...sum }),
        )
        const { ChecksumCRC32, ChecksumSHA256, ChecksumCRC64NVME } = rest
        return { PartNumber, ETag, ChecksumCRC32, ChecksumSHA256, ChecksumCRC64NVME }
      },
      complete: (Parts: CompletedPart[], options = {}) =>
        suite.s3.send(new CompleteMultipartUploadCommand({ ...at, MultipartUpload: { Parts }, ...options })),
    }
  }
  const [first, second, third] = [randomBytes(5 * MIB), randomBytes(5 * MIB + 7), randomBytes(11)]

  test('join in the order of their numbers, whatever order they came in', async () => {
    const upload = await begin('parts/joined', { ContentType: 'video/mp4', Metadata: { m: '1' } })
    const parts = [
      await upload.part(9, third),
      await upload.part(2, randomBytes(10)),
      await upload.part(3, second),
    ]
    parts.push(await upload.part(2, first))
    const listed = await suite.s3.send(new ListPartsCommand(upload))
    expect(listed.Parts?.map((part) => [part.PartNumber, part.Size])).toEqual([
      [2, first.length],
      [3, second.length],
      [9, 11],
    ])
    const uploads = await suite.s3.send(
      new ListMultipartUploadsCommand({ Bucket: suite.bucket, Prefix: 'parts/' }),
    )
    expect(uploads.Uploads?.map((one) => one.UploadId)).toEqual([upload.UploadId])
    const chosen = [parts[3], parts[2], parts[0]].flatMap((part) => part ?? [])
    const done = await upload.complete(chosen)
    const md5 = (data: Buffer) => createHash('md5').update(data).digest()
    const composite = createHash('md5')
      .update(Buffer.concat([first, second, third].map(md5)))
      .digest('hex')
    expect(done.ETag).toBe(`"${composite}-3"`)
    const whole = Buffer.concat([first, second, third])
    expect((await bytes('parts/joined')).equals(whole)).toBe(true)
    const across = await bytes('parts/joined', { Range: `bytes=${first.length - 3}-${first.length + 2}` })
    expect(across.equals(whole.subarray(first.length - 3, first.length + 3))).toBe(true)
    const head = await suite.s3.send(
      new HeadObjectCommand({ Bucket: suite.bucket, Key: 'parts/joined', PartNumber: 3 }),
    )
    expect(head).toMatchObject({
      PartsCount: 3,
      ContentLength: second.length,
      ContentType: 'video/mp4',
      Metadata: { m: '1' },
    })
    expect(await refusal(upload.part(1, third))).toMatchObject({ name: 'NoSuchUpload' })
  })

  test('are refused out of order, with a wrong ETag, too small or unknown', async () => {
    const upload = await begin('parts/wrong')
    const [one, two] = [await upload.part(1, first), await upload.part(2, second)]
    expect(await refusal(upload.complete([two, one]))).toMatchObject({
      name: 'InvalidPartOrder',
      status: 400,
    })
    const otherETag = one.ETag?.replace(/^"./, (start) => (start === '"0' ? '"1' : '"0'))
    expect(await refusal(upload.complete([{ ...one, ETag: otherETag }]))).toMatchObject({
      name: 'InvalidPart',
    })
    expect(await refusal(upload.complete([one, { ...two, PartNumber: 7 }]))).toMatchObject({
      name: 'InvalidPart',
    })
    const small = await upload.part(1, third)
    expect(await refusal(upload.complete([small, two]))).toEqual({ name: 'EntityTooSmall', status: 400 })
    expect(await refusal(upload.part(10_001, third))).toMatchObject({ name: 'InvalidArgument' })
    await suite.s3.send(new AbortMultipartUploadCommand(upload))
    expect(await refusal(upload.complete([one]))).toEqual({ name: 'NoSuchUpload', status: 404 })
    expect(await refusal(bytes('parts/wrong'))).toMatchObject({ name: 'NoSuchKey' })
  })

  test('do not overwrite an object when told so', async () => {
    await suite.s3.send(new PutObjectCommand({ Bucket: suite.bucket, Key: 'parts/taken', Body: 'x' }))
    const upload = await begin('parts/taken')
    const part = await upload.part(1, third)
    expect(await refusal(upload.complete([part], { IfNoneMatch: '*' }))).toMatchObject({ status: 412 })
  })

  test('have checksums of the whole: composite for SHA-256, joined for CRCs', async () => {
    const whole = Buffer.concat([first, third])
    const sha = await begin('parts/sha', { ChecksumAlgorithm: 'SHA256' })
    const shaParts = [
      await sha.part(1, first, { ChecksumAlgorithm: 'SHA256' }),
      await sha.part(2, third, { ChecksumAlgorithm: 'SHA256' }),
    ]
    const digests = [first, third].map((data) => createHash('sha256').update(data).digest())
    const done = await sha.complete(shaParts)
    expect(done.ChecksumSHA256).toBe(
      `${createHash('sha256').update(Buffer.concat(digests)).digest('base64')}-2`,
    )
    for (const algorithm of ['CRC32', 'CRC64NVME'] as const) {
      const Key = `parts/${algorithm}`
      const crc = await begin(Key, { ChecksumAlgorithm: algorithm, ChecksumType: 'FULL_OBJECT' })
      const sum = { ChecksumAlgorithm: algorithm }
      const joined = await crc.complete([await crc.part(1, first, sum), await crc.part(2, third, sum)])
      const single = new PutObjectCommand({ Bucket: suite.bucket, Key: 'single', Body: whole, ...sum })
      expect(joined[`Checksum${algorithm}`]).toBe((await suite.s3.send(single))[`Checksum${algorithm}`])
    }
    const attributes = await suite.s3.send(
      new GetObjectAttributesCommand({
        Bucket: suite.bucket,
        Key: 'parts/sha',
        ObjectAttributes: ['ObjectParts', 'Checksum'],
      }),
    )
    expect(attributes.ObjectParts).toMatchObject({
      TotalPartsCount: 2,
      Parts: [{ PartNumber: 1, Size: first.length }, { PartNumber: 2 }],
    })
  })

  test('can be copied from stretches of other objects', async () => {
    await suite.s3.send(
      new PutObjectCommand({
        Bucket: suite.bucket,
        Key: 'parts/source',
        Body: Buffer.concat([first, second]),
      }),
    )
    const upload = await begin('parts/copied')
    const copy = (PartNumber: number, CopySourceRange?: string) =>
      suite.s3.send(
        new UploadPartCopyCommand({
          ...upload,
          PartNumber,
          CopySource: `${suite.bucket}/parts/source`,
          CopySourceRange,
        }),
      )
    const one = await copy(1, `bytes=${first.length}-${first.length + second.length - 1}`)
    const two = await copy(2, 'bytes=3-9')
    expect(await refusal(copy(3, 'bytes=0-99999999999'))).toMatchObject({ name: 'InvalidRange' })
    await upload.complete([
      { PartNumber: 1, ETag: one.CopyPartResult?.ETag },
      { PartNumber: 2, ETag: two.CopyPartResult?.ETag },
    ])
    expect((await bytes('parts/copied')).equals(Buffer.concat([second, first.subarray(3, 10)]))).toBe(true)
  })

  test('go up by presigned URLs', async () => {
    const upload = await begin('parts/presigned')
    const url = await getSignedUrl(suite.s3, new UploadPartCommand({ ...upload, PartNumber: 1 }), {
      expiresIn: 60,
    })
    const answer = await fetch(url, { method: 'PUT', body: third })
    const ETag = answer.headers.get('etag') ?? ''
    expect(
      (await fetch(url.replace('partNumber=1', 'partNumber=2'), { method: 'PUT', body: third })).status,
    ).toBe(403)
    await upload.complete([{ PartNumber: 1, ETag }])
    expect((await bytes('parts/presigned')).equals(third)).toBe(true)
  })
})
