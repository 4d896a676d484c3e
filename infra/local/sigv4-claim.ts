import type { QueryPair } from './sigv4-canonical'

/** Why a request's signature is not accepted; each protocol has names of its own for these. */
export type SignatureRefusal =
  | 'missing'
  | 'malformed'
  | 'unknown-key'
  | 'bad-token'
  | 'expired-token'
  | 'wrong-scope'
  | 'skewed'
  | 'expired-url'
  | 'unsigned-header'
  | 'bad-payload-hash'
  | 'mismatch'

export interface RefusedSignature {
  ok: false
  reason: SignatureRefusal
  message: string
}

export interface SignatureScope {
  /** `20261121`. */
  date: string
  region: string
  service: string
}

export const algorithm = 'AWS4-HMAC-SHA256'
const longestPresignSeconds = 7 * 86_400

/** What a request claims about who signed it, before any of it is believed. */
export interface Claim {
  presigned: boolean
  accessKeyId: string
  scope: SignatureScope
  timestamp: string
  signedHeaders: string[]
  signature: string
  sessionToken?: string
  expiresSeconds?: number
}

/** The claim of an `Authorization` header; header names are in lower case. */
export function headerClaim(headers: Map<string, string>): Claim | RefusedSignature {
  const authorization = headers.get('authorization')
  if (!authorization) return refuse('missing', 'Request is missing Authentication Token')
  if (!authorization.startsWith(`${algorithm} `)) {
    return refuse('malformed', `Authorization header requires ${algorithm}.`)
  }
  const parts = new Map<string, string>()
  for (const part of authorization.slice(algorithm.length + 1).split(',')) {
    const equals = part.indexOf('=')
    parts.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim())
  }
  return claimFrom({
    presigned: false,
    credential: parts.get('Credential'),
    timestamp: headers.get('x-amz-date'),
    signedHeaders: parts.get('SignedHeaders'),
    signature: parts.get('Signature'),
    sessionToken: headers.get('x-amz-security-token'),
  })
}

/** The claim of a presigned URL. */
export function presignedClaim(pairs: QueryPair[]): Claim | RefusedSignature {
  const query = new Map(pairs)
  if (query.get('X-Amz-Algorithm') !== algorithm) {
    return refuse('malformed', `X-Amz-Algorithm only supports "${algorithm}"`)
  }
  const claim = claimFrom({
    presigned: true,
    credential: query.get('X-Amz-Credential'),
    timestamp: query.get('X-Amz-Date'),
    signedHeaders: query.get('X-Amz-SignedHeaders'),
    signature: query.get('X-Amz-Signature'),
    sessionToken: query.get('X-Amz-Security-Token'),
  })
  if ('reason' in claim) return claim
  const expires = query.get('X-Amz-Expires') ?? ''
  if (!/^\d{1,6}$/.test(expires) || Number(expires) > longestPresignSeconds) {
    return refuse('malformed', 'X-Amz-Expires must be a number of seconds up to a week (604800).')
  }
  return { ...claim, expiresSeconds: Number(expires) }
}

function claimFrom(found: {
  presigned: boolean
  credential: string | undefined
  timestamp: string | undefined
  signedHeaders: string | undefined
  signature: string | undefined
  sessionToken: string | undefined
}): Claim | RefusedSignature {
  const { credential, timestamp, signature } = found
  const [accessKeyId, date, region, service, terminator, ...rest] = credential?.split('/') ?? []
  const signedHeaders = found.signedHeaders?.split(';') ?? []
  if (!accessKeyId || !date || !region || !service || terminator !== 'aws4_request' || rest.length > 0) {
    return refuse(
      'malformed',
      'The credential is malformed; expecting "<key-id>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    )
  }
  if (!timestamp || !/^\d{8}T\d{6}Z$/.test(timestamp) || !timestamp.startsWith(date)) {
    return refuse('malformed', 'The date of the request is missing or does not fit its credential scope.')
  }
  if (!signature || !signedHeaders.includes('host')) {
    return refuse(
      'malformed',
      'The signature is incomplete: Signature and SignedHeaders with "host" are needed.',
    )
  }
  const { presigned, sessionToken } = found
  return {
    presigned,
    accessKeyId,
    scope: { date, region, service },
    timestamp,
    signedHeaders,
    signature,
    sessionToken,
  }
}

export function refuse(reason: SignatureRefusal, message: string): RefusedSignature {
  return { ok: false, reason, message }
}
