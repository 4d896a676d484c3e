import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { LocalCredential } from './service'
import { canonicalPath, canonicalQuery, collapse, queryPairs } from './sigv4-canonical'
import {
  algorithm,
  type Claim,
  headerClaim,
  presignedClaim,
  type RefusedSignature,
  refuse,
  type SignatureScope,
} from './sigv4-claim'

/** What the signature says about the body. The `streaming-*` kinds are aws-chunked and framed in the body. */
type SignedPayload =
  | { kind: 'sha256'; hex: string }
  | { kind: 'unsigned' }
  | { kind: 'streaming-signed'; trailer: boolean }
  | { kind: 'streaming-unsigned-trailer' }

export interface AcceptedSignature {
  ok: true
  credential: LocalCredential
  payload: SignedPayload
  presigned: boolean
  scope: SignatureScope
  /** `20261121T101112Z`: what chunk signatures are dated with. */
  timestamp: string
  /** Hex; the seed of the chain of chunk signatures. */
  signature: string
  signedHeaders: readonly string[]
}

export interface SignatureOptions {
  /** The signing name: `s3`, `dynamodb`, `sqs`, `events`, `cognito-idp`. */
  service: string
  region: string
  credentials(accessKeyId: string): LocalCredential | undefined
  /** Epoch milliseconds on the clock that tests may move: for expiry of URLs and credentials. */
  now(): number
  /** Epoch milliseconds of real time: for the age of signed headers. */
  wallNow(): number
  /** The whole body when it is already in memory; its hash is then checked against the signed one. */
  body?: Buffer
}

type SignedRequest = Pick<IncomingMessage, 'method' | 'url' | 'rawHeaders'>

const skewMilliseconds = 15 * 60_000
/** Checks a request's SigV4 signature, from its `Authorization` header or from its query (presigned).
 *  S3's own canonical form (path encoded once, `x-amz-*` headers all signed) applies when `service` is `s3`. */
export function verifySignature(
  request: SignedRequest,
  options: SignatureOptions,
): AcceptedSignature | RefusedSignature {
  const headers = headerMap(request.rawHeaders)
  const pairs = queryPairs(request.url ?? '/')
  const path = canonicalPath(request.url ?? '/', options.service === 's3')
  if (!pairs || path === undefined) return refuse('malformed', 'The request URI is not well encoded.')
  const claim = pairs.some(([name]) => name === 'X-Amz-Algorithm')
    ? presignedClaim(pairs)
    : headerClaim(headers)
  if ('reason' in claim) return claim
  const refusal = scopeRefusal(claim, options) ?? timeRefusal(claim, options)
  if (refusal) return refusal
  const credential = options.credentials(claim.accessKeyId)
  if (!credential) return refuse('unknown-key', 'The access key id does not exist in our records.')
  const tokenProblem = tokenRefusal(claim, credential, options.now())
  if (tokenProblem) return tokenProblem
  const headerProblem = unsignedHeaders(claim, headers, options.service)
  if (headerProblem) return headerProblem

  const declared = headers.get('x-amz-content-sha256')
  const payloadHash = claim.presigned
    ? (declared ?? (options.service === 's3' ? 'UNSIGNED-PAYLOAD' : sha256(options.body ?? '')))
    : (declared ?? (options.body ? sha256(options.body) : undefined))
  if (payloadHash === undefined) return refuse('malformed', 'The x-amz-content-sha256 header is missing.')
  const payload = signedPayload(payloadHash)
  if (!payload) return refuse('bad-payload-hash', 'x-amz-content-sha256 must be a SHA-256 or a known mode.')

  const canonical = [
    request.method ?? 'GET',
    path,
    canonicalQuery(pairs.filter(([name]) => name !== 'X-Amz-Signature')),
    ...claim.signedHeaders.map((name) => `${name}:${headers.get(name) ?? ''}`),
    '',
    claim.signedHeaders.join(';'),
    payloadHash,
  ].join('\n')
  const { date, region, service } = claim.scope
  const toSign = [algorithm, claim.timestamp, `${date}/${region}/${service}/aws4_request`, sha256(canonical)]
  const expected = sign(signingKey(credential.secretAccessKey, claim.scope), toSign.join('\n'))
  if (!sameText(expected, claim.signature)) {
    return refuse(
      'mismatch',
      'The request signature we calculated does not match the signature you provided.',
    )
  }
  if (payload.kind === 'sha256' && options.body && !sameText(sha256(options.body), payload.hex)) {
    return refuse('bad-payload-hash', 'The provided x-amz-content-sha256 does not match what was computed.')
  }
  const { presigned, scope, timestamp, signature, signedHeaders } = claim
  return { ok: true, credential, payload, presigned, scope, timestamp, signature, signedHeaders }
}

const signingKeys = new Map<string, Buffer>()

/** The key that signs for one day, region and service; derived once and remembered. */
export function signingKey(secretAccessKey: string, scope: SignatureScope): Buffer {
  const name = `${secretAccessKey} ${scope.date} ${scope.region} ${scope.service}`
  const known = signingKeys.get(name)
  if (known) return known
  const dated = hmac(`AWS4${secretAccessKey}`, scope.date)
  const key = hmac(hmac(hmac(dated, scope.region), scope.service), 'aws4_request')
  if (signingKeys.size > 500) signingKeys.clear()
  signingKeys.set(name, key)
  return key
}

/** Hex signature of a string to sign: requests, chunks and POST policies alike. */
export function sign(key: Buffer, stringToSign: string): string {
  return hmac(key, stringToSign).toString('hex')
}

/** Compares two texts without telling by its duration where they differ. */
export function sameText(one: string, other: string): boolean {
  return timingSafeEqual(
    createHash('sha256').update(one).digest(),
    createHash('sha256').update(other).digest(),
  )
}

function scopeRefusal(claim: Claim, options: SignatureOptions): RefusedSignature | undefined {
  if (claim.scope.service !== options.service) {
    return refuse('wrong-scope', `Credential should be scoped to correct service: '${options.service}'.`)
  }
  if (claim.scope.region !== options.region) {
    return refuse(
      'wrong-scope',
      `Credential should be scoped to a valid region, not '${claim.scope.region}'.`,
    )
  }
  return undefined
}

function timeRefusal(claim: Claim, options: SignatureOptions): RefusedSignature | undefined {
  const signedAt = Date.parse(
    claim.timestamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  )
  if (!Number.isFinite(signedAt)) return refuse('malformed', 'The date of the request does not exist.')
  if (claim.expiresSeconds === undefined) {
    if (Math.abs(options.wallNow() - signedAt) <= skewMilliseconds) return undefined
    return refuse('skewed', 'Signature expired or not yet current: the request is more than 15 minutes off.')
  }
  if (signedAt > Math.max(options.now(), options.wallNow()) + skewMilliseconds) {
    return refuse('expired-url', 'Request is not yet valid')
  }
  return options.now() > signedAt + claim.expiresSeconds * 1000
    ? refuse('expired-url', 'Request has expired')
    : undefined
}

function tokenRefusal(claim: Claim, credential: LocalCredential, now: number): RefusedSignature | undefined {
  if (!sameText(claim.sessionToken ?? '', credential.sessionToken ?? '')) {
    return refuse('bad-token', 'The security token included in the request is invalid.')
  }
  if (credential.expiresAt !== undefined && now >= credential.expiresAt) {
    return refuse('expired-token', 'The security token included in the request is expired')
  }
  return undefined
}

function unsignedHeaders(
  claim: Claim,
  headers: Map<string, string>,
  service: string,
): RefusedSignature | undefined {
  const absent = claim.signedHeaders.find((name) => !headers.has(name))
  if (absent) return refuse('mismatch', `The signed header '${absent}' is not in the request.`)
  if (service !== 's3') return undefined
  for (const name of headers.keys()) {
    const exempt = claim.presigned && name === 'x-amz-content-sha256'
    if (name.startsWith('x-amz-') && !exempt && !claim.signedHeaders.includes(name)) {
      return refuse(
        'unsigned-header',
        `There were headers present in the request which were not signed: ${name}`,
      )
    }
  }
  return undefined
}

function signedPayload(value: string): SignedPayload | undefined {
  switch (value) {
    case 'UNSIGNED-PAYLOAD':
      return { kind: 'unsigned' }
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD':
      return { kind: 'streaming-signed', trailer: false }
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER':
      return { kind: 'streaming-signed', trailer: true }
    case 'STREAMING-UNSIGNED-PAYLOAD-TRAILER':
      return { kind: 'streaming-unsigned-trailer' }
  }
  return /^[0-9a-f]{64}$/.test(value) ? { kind: 'sha256', hex: value } : undefined
}

function headerMap(rawHeaders: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>()
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? ''
    const value = collapse(rawHeaders[index + 1] ?? '')
    const earlier = headers.get(name)
    headers.set(name, earlier === undefined ? value : `${earlier},${value}`)
  }
  return headers
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest()
}
