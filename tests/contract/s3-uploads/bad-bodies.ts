import { request } from 'node:http'
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { describe, expect, test } from 'vitest'
import { bytes, suite } from './bucket'

describe('bad bodies', () => {
  test('malformed XML is refused', async () => {
    const upload = await suite.s3.send(new CreateMultipartUploadCommand({ Bucket: suite.bucket, Key: 'bad' }))
    const url = await getSignedUrl(
      suite.s3,
      new CompleteMultipartUploadCommand({ Bucket: suite.bucket, Key: 'bad', UploadId: upload.UploadId }),
      { expiresIn: 60 },
    )
    const documents = [
      '',
      '<CompleteMultipartUpload>',
      '<Other/>',
      '<CompleteMultipartUpload><Part><PartNumber>x</PartNumber><ETag>e</ETag></Part></CompleteMultipartUpload>',
      '<!DOCTYPE x [<!ENTITY e "boom">]><CompleteMultipartUpload>&e;</CompleteMultipartUpload>',
    ]
    for (const body of documents) {
      const answer = await fetch(url, { method: 'POST', body })
      expect([body, answer.status, await answer.text()]).toEqual([
        body,
        400,
        expect.stringContaining('<Code>MalformedXML</Code>'),
      ])
    }
  })

  test('an upload that breaks off leaves what was there before', async () => {
    await suite.s3.send(new PutObjectCommand({ Bucket: suite.bucket, Key: 'kept', Body: 'before' }))
    const url = await getSignedUrl(suite.s3, new PutObjectCommand({ Bucket: suite.bucket, Key: 'kept' }), {
      expiresIn: 60,
    })
    await new Promise<void>((resolve) => {
      const broken = request(url, { method: 'PUT', headers: { 'content-length': 1000 } })
      broken.on('error', () => resolve())
      broken.write('only this', () => broken.destroy(new Error('gone')))
    })
    expect((await bytes('kept')).toString()).toBe('before')
  })

  test('a single upload of more than 5 GiB is refused before it is sent', async () => {
    const url = await getSignedUrl(suite.s3, new PutObjectCommand({ Bucket: suite.bucket, Key: 'huge' }), {
      expiresIn: 60,
    })
    const status = await new Promise((resolve, reject) => {
      const huge = request(url, { method: 'PUT', headers: { 'content-length': 5 * 1024 ** 3 + 1 } })
      huge.on('response', (response) => {
        resolve(response.statusCode)
        huge.destroy()
      })
      huge.on('error', reject)
      huge.flushHeaders()
    })
    expect(status).toBe(400)
  })
})
