import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { describe, expect, test } from 'vitest'
import { refusal } from '@/tests/contract/s3-client'
import { get, put, suite, text } from './bucket'

describe('checksums', () => {
  test.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)(
    '%s is verified and told',
    async (ChecksumAlgorithm) => {
      const Key = `sum-${ChecksumAlgorithm}`
      const name = `Checksum${ChecksumAlgorithm}` as const
      const stored = await put(Key, 'checked', { ChecksumAlgorithm })
      expect(stored[name]).toBeTruthy()
      expect((await get(Key, { ChecksumMode: 'ENABLED' }))[name]).toBe(stored[name])
      const wrong = Buffer.from(stored[name] ?? '', 'base64')
        .fill(1)
        .toString('base64')
      expect(await refusal(put(Key, 'other', { [name]: wrong }))).toMatchObject({
        name: 'BadDigest',
        status: 400,
      })
      expect(await text(Key)).toBe('checked')
    },
  )

  test('MD5', async () => {
    const ContentMD5 = createHash('md5').update('sent').digest('base64')
    await put('md5', 'sent', { ContentMD5 })
    expect(await refusal(put('md5', 'other', { ContentMD5 }))).toMatchObject({ name: 'BadDigest' })
    expect(await refusal(put('md5', 'other', { ContentMD5: 'nonsense' }))).toMatchObject({
      name: 'InvalidDigest',
    })
    expect(await text('md5')).toBe('sent')
  })

  test('streams come in chunks with a trailing checksum', async () => {
    const s3 = suite.client({
      requestChecksumCalculation: 'WHEN_SUPPORTED',
      responseChecksumValidation: 'WHEN_SUPPORTED',
    })
    const Body = Readable.from(Array.from({ length: 40 }, (_, n) => Buffer.alloc(9973, n)))
    const whole = Buffer.concat(Array.from({ length: 40 }, (_, n) => Buffer.alloc(9973, n)))
    const stored = await s3.send(
      new PutObjectCommand({
        Bucket: suite.bucket,
        Key: 'streamed',
        Body,
        ContentLength: whole.length,
        ContentEncoding: 'br',
      }),
    )
    expect(stored.ChecksumCRC32).toBeTruthy()
    const got = await s3.send(new GetObjectCommand({ Bucket: suite.bucket, Key: 'streamed' }))
    expect(got.ContentEncoding).toBe('br')
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(whole)).toBe(true)
    s3.destroy()
  })
})
