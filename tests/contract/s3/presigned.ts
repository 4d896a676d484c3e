import { get as httpGet } from 'node:http'
import { GetObjectCommand, ListBucketsCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { describe, expect, test } from 'vitest'
import { refusal } from '@/tests/contract/s3-client'
import { put, suite } from './bucket'

describe('presigned URLs', () => {
  test('read and write what they were made for', async () => {
    const sign = (command: GetObjectCommand | PutObjectCommand) =>
      getSignedUrl(suite.s3, command, { expiresIn: 60 })
    const upload = await sign(new PutObjectCommand({ Bucket: suite.bucket, Key: 'pre/sïgned' }))
    expect((await fetch(upload, { method: 'PUT', body: 'by url' })).status).toBe(200)
    const download = await sign(
      new GetObjectCommand({
        Bucket: suite.bucket,
        Key: 'pre/sïgned',
        ResponseContentDisposition: 'attachment; filename="a b.pdf"',
      }),
    )
    const answer = await fetch(download)
    expect(await answer.text()).toBe('by url')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="a b.pdf"')
  })

  test('are worth nothing when changed, for another method or key, or too late', async () => {
    const url = await getSignedUrl(suite.s3, new PutObjectCommand({ Bucket: suite.bucket, Key: 'pre' }), {
      expiresIn: 60,
    })
    const attempts = [
      fetch(url.replace('/pre?', '/other?'), { method: 'PUT', body: 'x' }),
      fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=600'), { method: 'PUT', body: 'x' }),
      fetch(url),
      fetch(url.replace(/X-Amz-Signature=.{4}/, 'X-Amz-Signature=0000'), { method: 'PUT', body: 'x' }),
    ]
    for (const answer of await Promise.all(attempts)) {
      expect(answer.status).toBe(403)
      expect(await answer.text()).toContain('<Code>SignatureDoesNotMatch</Code>')
    }
    const old = await getSignedUrl(suite.s3, new GetObjectCommand({ Bucket: suite.bucket, Key: 'pre' }), {
      expiresIn: 60,
      signingDate: new Date(Date.now() - 120_000),
    })
    const late = await fetch(old)
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining('Request has expired')])
  })

  test('hold the uploader to type and length when these are signed', async () => {
    const command = new PutObjectCommand({
      Bucket: suite.bucket,
      Key: 'typed',
      ContentType: 'image/png',
      ContentLength: 4,
    })
    const url = await getSignedUrl(suite.s3, command, {
      expiresIn: 60,
      signableHeaders: new Set(['content-type', 'content-length', 'host']),
    })
    const upload = (body: string, type: string) =>
      fetch(url, { method: 'PUT', body, headers: { 'content-type': type } })
    expect((await upload('1234', 'text/html')).status).toBe(403)
    expect((await upload('12345', 'image/png')).status).toBe(403)
    expect((await upload('1234', 'image/png')).status).toBe(200)
  })

  test('may name the bucket in the host', async () => {
    const endpoint = new URL(suite.target.endpoints.s3 ?? 'https://s3.amazonaws.com')
    if (!endpoint.port) return
    const virtual = suite.client({ forcePathStyle: false, endpoint: `http://localhost:${endpoint.port}` })
    await put('virtual/k', 'by host')
    const url = new URL(
      await getSignedUrl(virtual, new GetObjectCommand({ Bucket: suite.bucket, Key: 'virtual/k' })),
    )
    expect(url.hostname).toBe(`${suite.bucket}.localhost`)
    const answer = await new Promise<string>((resolve, reject) => {
      const options = {
        host: endpoint.hostname,
        port: endpoint.port,
        path: url.pathname + url.search,
        headers: { host: url.host },
      }
      httpGet(options, (response) => {
        let body = ''
        response.on('data', (chunk: Buffer) => {
          body += chunk.toString()
        })
        response.on('end', () => resolve(body))
      }).on('error', reject)
    })
    expect(answer).toBe('by host')
  })

  test('nobody gets in without a signature, or with a wrong one', async () => {
    const answer = await fetch(suite.address('range'))
    expect([answer.status, await answer.text()]).toEqual([
      403,
      expect.stringContaining('<Code>AccessDenied</Code>'),
    ])
    const wrong = suite.client({ credentials: { ...suite.target.credentials, secretAccessKey: 'wrong' } })
    expect(await refusal(wrong.send(new ListBucketsCommand({})))).toEqual({
      name: 'SignatureDoesNotMatch',
      status: 403,
    })
    const unknown = suite.client({ credentials: { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'wrong' } })
    expect(await refusal(unknown.send(new ListBucketsCommand({})))).toEqual({
      name: 'InvalidAccessKeyId',
      status: 403,
    })
  })
})
