import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import { isJsonObject, type JsonObject, readBody, ServiceError } from './requests'
import type { LocalContext, LocalCredential } from './service'
import { verifySignature } from './sigv4'
import type { SignatureRefusal } from './sigv4-claim'

export interface JsonCall {
  /** Who signed; absent only for operations that need no signature. */
  credential: LocalCredential | undefined
  requestId: string
  /** A signal that aborts when the client goes away: long polls end by it. */
  readonly gone: AbortSignal
  headers: IncomingMessage['headers']
}

/** Performs one operation; what it returns is the answer's JSON body. Official errors are thrown as `ServiceError`. */
export type JsonOperation = (input: JsonObject, call: JsonCall) => unknown

export interface JsonProtocol {
  /** The name that faults are injected under: `dynamodb`, `sqs`, … */
  name: string
  /** The SigV4 signing name. */
  signingName: string
  /** What precedes the operation in `x-amz-target`, without the dot: `DynamoDB_20120810`. */
  target: string
  version: '1.0' | '1.1'
  operations: Readonly<Record<string, JsonOperation>>
  /** Precedes the code in `__type`: `com.amazonaws.dynamodb.v20120810#`. */
  errorNamespace?: string
  /** Operations that are called without a signature (sign-up and the like). */
  anonymous?: ReadonlySet<string>
  /** Names and status that differ from DynamoDB's for refused signatures. */
  signatureErrors?: Partial<Record<SignatureRefusal, { code: string; status: number }>>
  /** Adds `x-amz-crc32`, as DynamoDB does. */
  checksum?: boolean
  /** Bytes; 2 MiB when absent. */
  bodyLimit?: number
}

const signatureErrors: Record<SignatureRefusal, { code: string; status: number }> = {
  missing: { code: 'MissingAuthenticationTokenException', status: 400 },
  malformed: { code: 'IncompleteSignatureException', status: 400 },
  'unknown-key': { code: 'UnrecognizedClientException', status: 400 },
  'bad-token': { code: 'UnrecognizedClientException', status: 400 },
  'expired-token': { code: 'ExpiredTokenException', status: 400 },
  'wrong-scope': { code: 'InvalidSignatureException', status: 400 },
  skewed: { code: 'InvalidSignatureException', status: 400 },
  'expired-url': { code: 'InvalidSignatureException', status: 400 },
  'unsigned-header': { code: 'InvalidSignatureException', status: 400 },
  'bad-payload-hash': { code: 'InvalidSignatureException', status: 400 },
  mismatch: { code: 'InvalidSignatureException', status: 400 },
}

/** The `handle` of a service that speaks AWS JSON 1.0 or 1.1. */
export function jsonHandler(
  context: LocalContext,
  protocol: JsonProtocol,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const requestId = randomUUID()
    try {
      const outcome = await perform(context, protocol, request, response, requestId)
      if (outcome.drop) response.destroy()
      else answer(protocol, response, requestId, 200, outcome.body)
    } catch (error) {
      // Whoever asked went away in the middle of it.
      if (request.destroyed && !request.complete) return
      const failure = error instanceof ServiceError ? error : internalFailure(protocol, error)
      for (const [name, value] of Object.entries(failure.headers)) response.setHeader(name, value)
      const type = failure.code.includes('#')
        ? failure.code
        : `${protocol.errorNamespace ?? ''}${failure.code}`
      answer(protocol, response, requestId, failure.status, {
        __type: type,
        message: failure.message,
        ...failure.members,
      })
    }
  }
}

async function perform(
  context: LocalContext,
  protocol: JsonProtocol,
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
): Promise<{ body: unknown; drop: boolean }> {
  const body = await readBody(request, protocol.bodyLimit ?? 2 ** 21)
  const [target, name = ''] = String(request.headers['x-amz-target'] ?? '').split('.')
  if (request.method !== 'POST' || target !== protocol.target || !name) {
    throw new ServiceError('UnknownOperationException', 'The request names no operation of this service.')
  }
  const credential = authenticate(context, protocol, request, body, name)
  if (!Object.hasOwn(protocol.operations, name)) {
    throw new ServiceError('UnknownOperationException', `not implemented: ${name}`)
  }
  const fault = context.fault(protocol.name, name)
  if (fault?.kind === 'error') {
    throw new ServiceError(fault.code, `${fault.code} was injected by a test.`, fault.status)
  }
  if (fault?.kind === 'delay') await pause(fault.milliseconds)
  let signal: AbortSignal | undefined
  const call: JsonCall = {
    credential,
    requestId,
    headers: request.headers,
    // Made for those who ask, because aborting costs more than most operations.
    get gone() {
      signal ??= closed(response)
      return signal
    },
  }
  const output = await protocol.operations[name]?.(parseInput(body), call)
  return { body: output ?? {}, drop: fault?.kind === 'drop' }
}

function closed(response: ServerResponse): AbortSignal {
  const controller = new AbortController()
  if (response.destroyed) controller.abort()
  else response.once('close', () => controller.abort())
  return controller.signal
}

function authenticate(
  context: LocalContext,
  protocol: JsonProtocol,
  request: IncomingMessage,
  body: Buffer,
  operation: string,
): LocalCredential | undefined {
  if (protocol.anonymous?.has(operation)) return undefined
  const check = verifySignature(request, {
    service: protocol.signingName,
    region: context.region,
    credentials: (accessKeyId) => context.credentials(accessKeyId),
    now: () => context.now(),
    wallNow: () => context.wallNow(),
    body,
  })
  if (check.ok) return check.credential
  const { code, status } = protocol.signatureErrors?.[check.reason] ?? signatureErrors[check.reason]
  throw new ServiceError(`com.amazon.coral.service#${code}`, check.message, status)
}

function parseInput(body: Buffer): JsonObject {
  if (body.length === 0) return {}
  let input: unknown
  try {
    input = JSON.parse(body.toString('utf8'))
  } catch {
    throw new ServiceError('com.amazon.coral.service#SerializationException', 'The request body is not JSON.')
  }
  if (isJsonObject(input)) return input
  throw new ServiceError('com.amazon.coral.service#SerializationException', 'The request body is no object.')
}

function answer(
  protocol: JsonProtocol,
  response: ServerResponse,
  requestId: string,
  status: number,
  body: unknown,
): void {
  if (response.destroyed || response.headersSent) return
  const bytes = Buffer.from(JSON.stringify(body))
  response.setHeader('content-type', `application/x-amz-json-${protocol.version}`)
  response.setHeader('content-length', bytes.length)
  response.setHeader('x-amzn-requestid', requestId)
  if (protocol.checksum) response.setHeader('x-amz-crc32', String(crc32(bytes)))
  response.writeHead(status).end(bytes)
}

function internalFailure(protocol: JsonProtocol, error: unknown): ServiceError {
  console.error(`${protocol.name}:`, error)
  const code = protocol.name.startsWith('dynamodb') ? 'InternalServerError' : 'InternalFailure'
  return new ServiceError(code, explanation(error), 500)
}

function explanation(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC')
    return 'The disk that holds the local cloud is full.'
  if (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB')) {
    return 'A data file of the local cloud is damaged; start it again to learn which.'
  }
  return 'An unexpected error occurred.'
}
