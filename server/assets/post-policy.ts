import { createHmac } from 'node:crypto'
import type { BucketName } from '@/infra/resources'
import { now } from '@/server/platform/clock'
import { config } from '@/server/platform/config'
import { bucketName } from '@/server/platform/objects'
import { signer } from './storage'

/** A form that a browser may post to the store, once filled with a `file` as its last field. */
export interface PostForm {
  url: string
  fields: Record<string, string>
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** A form for one object of exactly this key, type and length, signed without any network call.
 *  https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
 *  @param seconds how long it holds
 *  @param length in bytes, from and to */
export async function presignForm(
  bucket: BucketName,
  key: string,
  { type, length, seconds }: { type: string; length: [from: number, to: number]; seconds: number },
): Promise<PostForm> {
  const { accessKeyId, secretAccessKey, sessionToken } = await (await signer(seconds)).config.credentials()
  const { region, objectsEndpoint } = config()
  const name = bucketName(bucket)
  const stamp = new Date(now()).toISOString().replace(/[-:]|\.\d{3}/g, '')
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
      { bucket: name },
      ['content-length-range', ...length],
      ...Object.entries(fields).map(([field, value]) => ({ [field]: value })),
    ],
  }
  const encoded = Buffer.from(JSON.stringify(policy)).toString('base64')
  const signingKey = scope.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`)
  return {
    url: objectsEndpoint ? `${objectsEndpoint}/${name}` : `https://${name}.s3.${region}.amazonaws.com`,
    fields: { ...fields, Policy: encoded, 'X-Amz-Signature': hmac(signingKey, encoded).toString('hex') },
  }
}
