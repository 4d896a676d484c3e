import type { IncomingMessage } from 'node:http'
import type { LocalContext } from '../service'
import { type AcceptedSignature, verifySignature } from '../sigv4'
import type { RefusedSignature } from '../sigv4-claim'
import { S3Error, s3Error } from './errors'

/** Who signed the request; `undefined` when nobody did. @throws S3's own errors for signatures that do not hold */
export function authenticate(context: LocalContext, request: IncomingMessage): AcceptedSignature | undefined {
  const { region, credentials, now, wallNow } = context
  const verified = verifySignature(request, { service: 's3', region, credentials, now, wallNow })
  if (verified.ok) return verified
  if (verified.reason === 'missing') return undefined
  throw refusal(verified, request.url?.includes('X-Amz-Algorithm') ?? false, context)
}

function refusal({ reason, message }: RefusedSignature, presigned: boolean, context: LocalContext): S3Error {
  const malformed = presigned ? 'AuthorizationQueryParametersError' : 'AuthorizationHeaderMalformed'
  switch (reason) {
    case 'unknown-key':
      return new S3Error(
        'InvalidAccessKeyId',
        403,
        'The AWS Access Key Id you provided does not exist in our records.',
      )
    case 'bad-token':
      return new S3Error('InvalidToken', 400, 'The provided token is malformed or otherwise invalid.')
    case 'expired-token':
      return new S3Error('ExpiredToken', 400, 'The provided token has expired.')
    case 'skewed':
      return new S3Error(
        'RequestTimeTooSkewed',
        403,
        'The difference between the request time and the current time is too large.',
        { ServerTime: new Date(context.wallNow()).toISOString(), MaxAllowedSkewMilliseconds: 900_000 },
      )
    case 'expired-url':
      return s3Error('AccessDenied', {
        message,
        detail: { ServerTime: new Date(context.now()).toISOString() },
      })
    case 'unsigned-header':
      return s3Error('AccessDenied', { message })
    case 'bad-payload-hash':
      return s3Error('InvalidArgument', { message })
    case 'mismatch':
      return s3Error('SignatureDoesNotMatch')
    default:
      return s3Error(malformed, { message })
  }
}
