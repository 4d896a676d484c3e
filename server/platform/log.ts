import pino from 'pino'
import { config } from '@/server/platform/config'
import { requestId } from '@/server/platform/request-context'

const secretFields = [
  'password',
  'token',
  'secret',
  'cookie',
  'authorization',
  'email',
  'phone',
  'name',
  'line1',
  'card',
]

/** Structured logs on standard output: one JSON object a line, with the request's id; secrets and personal fields are redacted. */
export const log = pino({
  level: process.env.NEXT_PHASE === 'phase-production-build' ? 'silent' : config().logLevel,
  base: undefined,
  redact: {
    paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]),
    censor: '[redacted]',
  },
  mixin: () => {
    const id = requestId()
    return id === undefined ? {} : { requestId: id }
  },
})
