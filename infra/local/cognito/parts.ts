import type { Commits } from '@/infra/local/commits'
import type { LocalContext } from '@/infra/local/service'
import type { Challenges } from './challenges'
import type { Codes } from './codes'
import { invalidParameter } from './errors'
import type { Client, Pool, Store } from './store'
import type { Tokens } from './tokens'
import type { Ask } from './triggers'

/** What the operations of the service share. */
export interface Cognito {
  context: LocalContext
  commits: Commits
  store: Store
  codes: Codes
  tokens: Tokens
  challenges: Challenges
  /** Calls the pool's functions around a sign-in. */
  ask: Ask
}

/** The client of a request, with its pool. @throws ServiceError `ResourceNotFoundException` */
export function clientOf({ store }: Cognito, clientId: string): { client: Client; pool: Pool } {
  const client = store.client(clientId)
  return { client, pool: store.pool(client.pool) }
}

/** Whether answers must not tell which users there are. */
export function hidesUsers(client: Client): boolean {
  return client.settings.PreventUserExistenceErrors === 'ENABLED'
}

/** Times are numbers of seconds in this protocol. */
export const toSeconds = (milliseconds: number): number => milliseconds / 1000

/** One page of a list that is already in the order of `key`. */
export function paginate<Item>(
  items: Item[],
  key: (item: Item) => string,
  limit: number,
  token: string | undefined,
): { items: Item[]; next: string | undefined } {
  const last = token === undefined ? undefined : Buffer.from(token, 'base64url').toString()
  const start = last === undefined ? 0 : items.findIndex((item) => key(item) === last) + 1
  if (last !== undefined && start === 0) throw invalidParameter('Invalid pagination token.')
  const page = items.slice(start, start + limit)
  const end = page.at(-1)
  const more = end !== undefined && start + limit < items.length
  return { items: page, next: more ? Buffer.from(key(end)).toString('base64url') : undefined }
}
