import { createHash, createHmac } from 'node:crypto'
import type { BucketName } from '@/infra/resources'
import { now } from '@/server/platform/clock'
import { config } from '@/server/platform/config'
import { bucketName } from '@/server/platform/objects'

/** Who signs, as the SDK's credential providers give it. */
export interface Signer {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
}

interface Request {
  method: 'GET' | 'PUT'
  bucket: BucketName
  key: string
  query?: Readonly<Record<string, string>>
  /** Headers that the request must carry just so. */
  headers?: Readonly<Record<string, string>>
  /** How long it holds. */
  seconds: number
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** The key that signs one day's requests to S3 in a region. */
export const signingKey = (secret: string, scope: readonly string[]): Buffer =>
  scope.reduce<Buffer>((key, part) => hmac(key, part), Buffer.from(`AWS4${secret}`))

/** A moment as signatures write it: `20260101T000000Z`. */
export const stampOf = (at: number): string => new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '')

const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)

/** Where a bucket is reached: under its own name on AWS, beneath the endpoint elsewhere. */
export function bucketUrl(bucket: BucketName): string {
  const { region, objectsEndpoint } = config()
  const name = bucketName(bucket)
  return objectsEndpoint ? `${objectsEndpoint}/${name}` : `https://${name}.s3.${region}.amazonaws.com`
}

/** A URL that lets whoever has it make one request to S3. The SDK's presigner builds and takes apart a whole request for each; parts
 *  are signed by the hundred, so this signs and nothing else.
 *  https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
export function signUrl(
  { accessKeyId, secretAccessKey, sessionToken }: Signer,
  { method, bucket, key, query = {}, headers = {}, seconds }: Request,
  at = now(),
): string {
  const url = new URL(`${bucketUrl(bucket)}/${key.split('/').map(encoded).join('/')}`)
  const stamp = stampOf(at)
  const scope = [stamp.slice(0, 8), config().region, 's3', 'aws4_request']
  const signed = Object.entries({ host: url.host, ...headers }).toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  )
  const names = signed.map(([name]) => name).join(';')
  const parameters = {
    ...query,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': [accessKeyId, ...scope].join('/'),
    'X-Amz-Date': stamp,
    'X-Amz-Expires': String(seconds),
    'X-Amz-SignedHeaders': names,
    ...(sessionToken ? { 'X-Amz-Security-Token': sessionToken } : {}),
  }
  const search = Object.entries(parameters)
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .toSorted()
    .join('&')
  const asked = [
    method,
    url.pathname,
    search,
    ...signed.map(([name, value]) => `${name}:${value}`),
    '',
    names,
    'UNSIGNED-PAYLOAD',
  ].join('\n')
  const digest = createHash('sha256').update(asked).digest('hex')
  const text = ['AWS4-HMAC-SHA256', stamp, scope.join('/'), digest].join('\n')
  const signature = hmac(signingKey(secretAccessKey, scope), text).toString('hex')
  return `${url.origin}${url.pathname}?${search}&X-Amz-Signature=${signature}`
}
