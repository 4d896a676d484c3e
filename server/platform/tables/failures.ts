import { Unavailable } from '@/server/platform/errors'

const transient = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'InternalServerError',
  'InternalFailure',
  'ServiceUnavailable',
  'TimeoutError',
  'NetworkingError',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])

/** The error that the shop raises for one of an AWS client: `Unavailable` for what may pass, itself for a mistake of ours. */
export function translated(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  return transient.has(code) || transient.has(error.name)
    ? new Unavailable('store-unavailable', `${error.name}: ${error.message}`, {}, { cause: error })
    : error
}
