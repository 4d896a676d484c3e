import { createHmac } from 'node:crypto'
import type { BucketName } from '@/infra/resources'
import { now } from '@/server/platform/clock'
import { config } from '@/server/platform/config'
import { bucketName } from '@/server/platform/objects'
import { bucketUrl, signingKey, stampOf } from './sign-url'
import { signer } from './storage'

/** A form that a browser may post to the store, once filled with a `file` as its last field. */
export interface PostForm {
  url: string
  fields: Record<string, string>
}

/** A form for one object of exactly this key, type and length, signed without any network call.
 *  https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 *  @param seconds how long it holds
 *  @param length in bytes, from and to */
export async function presignForm(
  bucket: BucketName,
  key: string,
  { type, length, seconds }: { type: string; length: [from: number, to: number]; seconds: number },
): Promise<PostForm> {
  const { accessKeyId, secretAccessKey, sessionToken } = await signer(seconds)
  const { region } = config()
  const stamp = stampOf(now())
  const scope = [stamp.slice(0, 8), region, 's3', 'aws4_request']
  const fields: Record<string, string> = {
    key,
    'Content-Type': type,
    success_action_status: '201',
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': [accessKeyId, ...scope].join('/'),
    'X-Amz-Date': stamp,
    ...(sessionToken ? { 'X-Amz-Security-Token': sessionToken } : {}),
  }
  const policy = {
    expiration: new Date(now() + seconds * 1000).toISOString(),
    conditions: [
      { bucket: bucketName(bucket) },
      ['content-length-range', ...length],
      ...Object.entries(fields).map(([field, value]) => ({ [field]: value })),
    ],
  }
  const encoded = Buffer.from(JSON.stringify(policy)).toString('base64')
  const signature = createHmac('sha256', signingKey(secretAccessKey, scope)).update(encoded).digest('hex')
  return {
    url: bucketUrl(bucket),
    fields: { ...fields, Policy: encoded, 'X-Amz-Signature': signature },
  }
}
