import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll } from 'vitest'
import { openSuite, type S3Suite } from '@/tests/contract/s3-client'

export let suite: S3Suite
beforeAll(async () => {
  suite = await openSuite()
})
afterAll(() => suite.stop())

export const put = (Key: string, Body = 'body', more = {}) =>
  suite.s3.send(new PutObjectCommand({ Bucket: suite.bucket, Key, Body, ...more }))
export const get = (Key: string, more = {}) =>
  suite.s3.send(new GetObjectCommand({ Bucket: suite.bucket, Key, ...more }))
export const text = async (Key: string, more = {}) => (await get(Key, more)).Body?.transformToString()

export const byBytes = (one = '', other = '') => Buffer.compare(Buffer.from(one), Buffer.from(other))
