import type { IncomingMessage } from 'node:http'
import type { LocalContext, LocalCredential } from '../service'
import type { AcceptedSignature } from '../sigv4'
import type { HeaderMap } from './conditions'
import type { Outbox } from './events'
import type { Store } from './store'

/** Whether a role may do `action` (e.g. `s3:GetObject`) on a key; for `s3:ListBucket` the key is the prefix asked for. */
export type Allowed = (role: string, action: string, bucket: string, key: string) => boolean

/** What every operation works with. */
export interface Service {
  context: LocalContext
  store: Store
  outbox: Outbox
  allowed: Allowed
}

export interface Call extends Service {
  operation: string
  request: IncomingMessage
  /** By lower-case name. */
  headers: HeaderMap
  query: ReadonlyMap<string, string>
  bucket: string
  key: string
  /** Absent when nobody signed. */
  credential: LocalCredential | undefined
  signature: AcceptedSignature | undefined
  requestId: string
}

export interface Reply {
  status: number
  headers?: Record<string, string | number | undefined>
  body?: string | AsyncIterable<Buffer>
  /** Called when the body has been sent, or never will be. */
  release?: () => void
}

export type Operation = (call: Call) => Promise<Reply> | Reply

export function xmlReply(body: string, headers: Reply['headers'] = {}, status = 200): Reply {
  return { status, headers: { 'content-type': 'application/xml', ...headers }, body }
}
