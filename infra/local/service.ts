import type { IncomingMessage, ServerResponse } from 'node:http'
import type Database from 'libsql'

/** What the module of a service exports: `infra/local/<name>/service.ts` has `export const open: OpenService`. */
export type OpenService = (context: LocalContext) => LocalService | Promise<LocalService>

/** One AWS service of the local cloud: answers its official wire protocol on a port of its own. */
export interface LocalService {
  /** Answers one request. Errors of the service are answered here; anything thrown becomes a 500 `InternalFailure`. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Forgets everything it keeps, as if the data directory were new. Provisioning runs again afterwards. */
  reset(): void | Promise<void>
  /** Releases timers and files. */
  close(): void | Promise<void>
}

/** What the process gives each of its services. */
export interface LocalContext {
  /** Where a service may keep files of its own, e.g. `.data/cloud/s3`. Created on demand. */
  directory(name: string): string
  /** A durable SQLite file of the service (`<name>.db`): WAL, `synchronous=FULL`; statements are synchronous. */
  database(name: string): Database.Database
  /** Epoch milliseconds on the clock that tests may move. Everything that expires asks this one. */
  now(): number
  /** Wall-clock milliseconds: for request signatures made from headers, which real clients date by real time. */
  wallNow(): number
  /** The access key ids that are accepted, each with its secret and, when it is temporary, its session token and expiry. */
  credentials(accessKeyId: string): LocalCredential | undefined
  /** Delivers a message to the local mailbox (e-mail or SMS), which a browser and tests can open. */
  deliver(message: LocalMail): void
  /** A fault that a test has injected for this operation, applied by the caller; `undefined` nearly always. */
  fault(service: string, operation: string): LocalFault | undefined
  /** Calls a function of the shop and waits for it. @returns what it failed with; `undefined` when it did not, or nobody runs it */
  invoke(name: string, event: unknown): Promise<string | undefined>
  /** Calls another service of the same cloud without HTTP (S3 → EventBridge, EventBridge → SQS). */
  peers: LocalPeers
  region: string
  accountId: string
}

export interface LocalCredential {
  accessKeyId: string
  secretAccessKey: string
  sessionToken?: string
  /** Epoch milliseconds. */
  expiresAt?: number
  /** The capability whose role this is; absent for the operator's own credentials, which may do everything. */
  role?: string
}

export interface LocalMail {
  channel: 'email' | 'sms'
  to: string
  subject: string
  text: string
  html?: string
}

/** `error`: answered instead of the operation. `delay`: waits, then performs it. `drop`: performs it, then cuts the
 *  connection, so that the caller never learns how it went. */
export type LocalFault =
  | { kind: 'error'; code: string; status: number }
  | { kind: 'delay'; milliseconds: number }
  | { kind: 'drop' }

/** The few calls that services of one cloud make to each other; each is filled in when its service is opened. */
export interface LocalPeers {
  /** Puts an event on a bus, durably. `detail` is an object, not JSON text. */
  putEvent?(event: {
    source: string
    detailType: string
    detail: unknown
    bus?: string
    resources?: string[]
  }): Promise<void>
  /** Sends a message to a queue by ARN, durably. @throws ServiceError when there is no such queue or it refuses */
  sendMessage?(
    queueArn: string,
    body: string,
    options?: { groupId?: string; deduplicationId?: string; attributes?: Readonly<Record<string, string>> },
  ): Promise<void>
}
