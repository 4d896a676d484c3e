import { createHash } from 'node:crypto'
import { sign, signingKey } from '@/infra/local/sigv4'

export interface AssetsOrigin {
  /** E.g. `http://127.0.0.1:4566`; the bucket stands in the path. */
  endpoint: string
  bucket: string
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }
  region?: string
}

/** Where an asset's object is: `/assets/products/x.webp` is the key `products/x.webp`; `undefined` when it cannot be one. */
export function assetPath(path: string, bucket: string): string | undefined {
  if (!path.startsWith('/assets/')) return undefined
  const segments = decoded(path.slice('/assets/'.length))?.split('/')
  if (!segments || segments.some((segment) => ['', '.', '..'].includes(segment))) return undefined
  return `/${bucket}/${segments.map(escaped).join('/')}`
}

/** Signs a read of one object as CloudFront's origin access does (SigV4 in the `Authorization` header, no body). */
export function signedRead(
  method: 'GET' | 'HEAD',
  path: string,
  { endpoint, credentials, region = 'us-east-1' }: AssetsOrigin,
  now: number,
): Record<string, string> {
  const timestamp = new Date(now).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
  const scope = `${timestamp.slice(0, 8)}/${region}/s3/aws4_request`
  const headers: Record<string, string> = {
    host: new URL(endpoint).host,
    'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
    'x-amz-date': timestamp,
    ...(credentials.sessionToken ? { 'x-amz-security-token': credentials.sessionToken } : {}),
  }
  const names = Object.keys(headers).sort()
  const canonicalHeaders = names.map((name) => `${name}:${headers[name]}\n`).join('')
  const canonical = [method, path, '', canonicalHeaders, names.join(';'), 'UNSIGNED-PAYLOAD'].join('\n')
  const digest = createHash('sha256').update(canonical).digest('hex')
  const toSign = ['AWS4-HMAC-SHA256', timestamp, scope, digest]
  const key = signingKey(credentials.secretAccessKey, { date: timestamp.slice(0, 8), region, service: 's3' })
  const signature = sign(key, toSign.join('\n'))
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  return headers
}

const escaped = (segment: string) =>
  encodeURIComponent(segment).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined // escapes that are not UTF-8 name no object
  }
}
