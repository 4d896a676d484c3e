import { GetObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll } from 'vitest'
import { openSuite, type S3Suite } from '@/tests/contract/s3-client'

export const MIB = 1024 ** 2
export let suite: S3Suite
beforeAll(async () => {
  suite = await openSuite()
})
afterAll(() => suite.stop())

export const bytes = async (Key: string, more = {}) => {
  const got = await suite.s3.send(new GetObjectCommand({ Bucket: suite.bucket, Key, ...more }))
  return Buffer.from((await got.Body?.transformToByteArray()) ?? [])
}
