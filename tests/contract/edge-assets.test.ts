import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Edge } from '@/infra/local/edge/edge'
import { ask, edgeFor } from './edge-rig'
import { type CloudTarget, cloudTarget } from './target'

const bucket = `quayside-edge-${Date.now()}`
const body = Buffer.from('not really a picture')
let target: CloudTarget
let edge: Edge

const edgeWith = (credentials: CloudTarget['credentials']) => {
  const endpoint = target.endpoints.s3 ?? ''
  return edgeFor('http://127.0.0.1:9', { assets: { endpoint, bucket, credentials, region: target.region } })
}

beforeAll(async () => {
  target = await cloudTarget()
  const { region, credentials, endpoints } = target
  const s3 = new S3Client({ region, credentials, endpoint: endpoints.s3 ?? '', forcePathStyle: true })
  await s3.send(new CreateBucketCommand({ Bucket: bucket }))
  for (const Key of ['products/SKU 1/front (1)+é.webp', 'customers/1/uploads/x.jpg']) {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: body, ContentType: 'image/webp' }))
  }
  edge = await edgeWith(credentials)
})
afterAll(async () => {
  await edge.close()
  await target.stop()
})

describe('the edge before the bucket of a cloud', () => {
  const path = '/assets/products/SKU%201/front%20(1)+%C3%A9.webp'

  it('reads a part, then the whole, then keeps it', async () => {
    const part = await ask(edge.url, path, { headers: { range: 'bytes=0-2' } })
    expect(part).toMatchObject({
      status: 206,
      text: 'not',
      headers: { 'content-range': `bytes 0-2/${body.length}` },
    })
    const whole = await ask(edge.url, path)
    expect(whole).toMatchObject({ status: 200, cache: 'Miss', headers: { 'content-type': 'image/webp' } })
    expect(whole.body.equals(body)).toBe(true)
    expect((await ask(edge.url, path)).cache).toBe('Hit')
    const etag = String(whole.headers.etag)
    expect((await ask(edge.url, path, { headers: { 'if-none-match': etag } })).status).toBe(304)
  })

  it('finds nothing outside of the public prefixes', async () => {
    const uploads = '/assets/products/%2e%2e/customers/1/uploads/x.jpg'
    expect((await ask(edge.url, uploads)).text).not.toContain('not really')
  })

  it('says that an object is missing', async () => {
    expect((await ask(edge.url, '/assets/products/none.webp')).status).toBe(404)
  })

  it('reads nothing with the wrong secret', async () => {
    const other = await edgeWith({ ...target.credentials, secretAccessKey: 'wrong' })
    expect((await ask(other.url, '/assets/products/none.webp')).status).toBe(403)
    await other.close()
  })
})
