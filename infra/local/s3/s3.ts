import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import type { LocalContext, LocalService } from '../service'
import { authenticate } from './authenticate'
import { authorise } from './authorise'
import type { Allowed, Call, Reply, Service } from './call'
import { wantsEvents } from './configurations'
import { corsHeaders, preflight } from './cors'
import { asS3Error, notImplemented, S3Error, s3Error } from './errors'
import { type Disturbance, Outbox } from './events'
import { Lifecycle } from './lifecycle'
import { operations } from './operations'
import { Replicator } from './replication'
import { resolveOperation } from './resolve'
import { errorReply, type Prepared, prepare, send } from './respond'
import { Store } from './store'
import { readTarget, type Target } from './target'

export interface S3Options {
  /** What a capability's role may do; everything when absent. */
  allowed?: Allowed
  /** How events are disturbed from the start. */
  disturbance?: Disturbance
}

export interface LocalS3 extends LocalService {
  /** For tests: events twice, in reverse, or held back. */
  disturbEvents(disturbance: Disturbance): void
}

/** Opens the object storage of the local cloud. */
export function openS3(context: LocalContext, options: S3Options = {}): LocalS3 {
  const database = context.database('s3')
  const store = new Store(database, context.directory('s3'))
  const outbox = new Outbox(
    database,
    context,
    (bucket) => store.understood(bucket, 'notification', wantsEvents) ?? false,
    options.disturbance,
  )
  const service: Service = { context, store, outbox, allowed: options.allowed ?? (() => true) }
  const lifecycle = new Lifecycle(service)
  const replicator = new Replicator(service)
  const upkeep = async () => {
    if (!lifecycle.isDue()) return
    // What should have been copied before it aged is copied first.
    await replicator.catchUp()
    await lifecycle.catchUp()
    await replicator.catchUp()
  }
  const swept = store.blobs.sweep((blob) => store.knowsBlob(blob))
  swept.catch((error: unknown) => console.error('s3: orphaned bodies could not be swept:', error))

  return {
    handle: (request, response) => handle(service, upkeep, request, response),
    disturbEvents: (disturbance) => outbox.disturb(disturbance),
    async reset() {
      await swept
      await store.clear()
    },
    async close() {
      outbox.close()
      lifecycle.close()
      replicator.close()
      await swept
      store.blobs.close()
    },
  }
}

async function handle(
  service: Service,
  upkeep: () => Promise<void>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const requestId = randomBytes(8).toString('hex').toUpperCase()
  const hostId = randomBytes(24).toString('base64')
  const common: Record<string, string> = {
    'x-amz-request-id': requestId,
    'x-amz-id-2': hostId,
    server: 'AmazonS3',
  }
  let reply: Prepared
  try {
    const target = readTarget(request)
    Object.assign(common, crossOrigin(service, request, target))
    await upkeep()
    const answer = await answerTo(service, request, target, requestId)
    if (answer === 'drop') {
      request.destroy()
      return
    }
    reply = await prepare(answer)
  } catch (error) {
    const known = asS3Error(error)
    if (!known) console.error(`s3: ${request.method} ${request.url?.split('?')[0]} failed:`, error)
    reply = errorReply(
      known ?? s3Error('InternalError'),
      request.url?.split('?')[0] ?? '/',
      requestId,
      hostId,
    )
  }
  await send(request, response, reply, common).catch((error: NodeJS.ErrnoException) => {
    // A client that goes away in the middle of a download is no failure of ours.
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') console.error(`s3: ${request.url} broke off:`, error)
  })
}

async function answerTo(
  service: Service,
  request: IncomingMessage,
  target: Target,
  requestId: string,
): Promise<Reply | 'drop'> {
  const method = request.method ?? 'GET'
  if (method === 'OPTIONS')
    return { status: 200, headers: preflight(service.store, target.bucket, target.headers) }
  const signature = authenticate(service.context, request)
  const operation = resolveOperation(method, target)
  const perform = operations[operation]
  const fault = service.context.fault('s3', operation)
  if (fault?.kind === 'drop') return 'drop'
  if (fault?.kind === 'delay') await pause(fault.milliseconds)
  if (fault?.kind === 'error')
    throw new S3Error(fault.code, fault.status, 'This error was injected by a test.')
  if (!perform) throw notImplemented(operation)
  const call: Call = {
    ...service,
    ...target,
    operation,
    request,
    credential: signature?.credential,
    signature,
    requestId,
  }
  authorise(call)
  return perform(call)
}

/** Headers for a page of another origin; errors carry them too, or the page could not read them. */
function crossOrigin(service: Service, request: IncomingMessage, target: Target): Record<string, string> {
  const origin = target.headers.get('origin')
  const method = request.method ?? 'GET'
  if (!origin || method === 'OPTIONS' || !service.store.bucket(target.bucket)) return {}
  return corsHeaders(service.store, target.bucket, { origin, method, headers: [] }) ?? {}
}
