import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { JsonOperation } from '@/infra/local/json-service'
import { notImplemented, resourceNotFound } from './errors'
import { read } from './input'
import { type Cognito, paginate, toSeconds } from './parts'
import { ClientSettings, optional } from './settings'
import type { Client } from './store'

const which = { UserPoolId: z.string(), ClientId: z.string() }
const CreateInput = ClientSettings.extend({
  UserPoolId: z.string(),
  ClientName: z.string().regex(/^[\w\s+=,.@-]{1,128}$/),
  GenerateSecret: optional(z.boolean()),
})
const UpdateInput = ClientSettings.extend({ ...which, ClientName: optional(z.string()) })
const ClientInput = z.object(which)
const ListInput = z.object({
  UserPoolId: z.string(),
  MaxResults: optional(z.int().min(1).max(60)),
  NextToken: optional(z.string()),
})

const describe = ({ id, pool, name, settings, createdAt, modifiedAt }: Client) => ({
  ...settings,
  RefreshTokenValidity: settings.RefreshTokenValidity ?? 30,
  EnableTokenRevocation: settings.EnableTokenRevocation ?? true,
  PreventUserExistenceErrors: settings.PreventUserExistenceErrors ?? 'LEGACY',
  UserPoolId: pool,
  ClientId: id,
  ClientName: name,
  CreationDate: toSeconds(createdAt),
  LastModifiedDate: toSeconds(modifiedAt),
})

/** The operations on app clients. They are public ones: none has a secret. */
export function clientOperations({ context, commits, store }: Cognito): Record<string, JsonOperation> {
  return {
    CreateUserPoolClient: async (input) => {
      const { UserPoolId, ClientName, GenerateSecret, ...settings } = read(CreateInput, input)
      if (GenerateSecret) throw notImplemented('GenerateSecret')
      const id = await commits.run(() => {
        const pool = store.pool(UserPoolId)
        const taken = new Set(store.sql.clientsOf.all(pool.id).map((client) => client.id))
        const fresh = freshClientId(pool.id, ClientName, taken)
        const now = context.now()
        store.sql.putClient.run(fresh, pool.id, ClientName, JSON.stringify(settings), now, now)
        return fresh
      })
      return { UserPoolClient: describe(store.client(id)) }
    },

    DescribeUserPoolClient: (input) => {
      const { UserPoolId, ClientId } = read(ClientInput, input)
      return { UserPoolClient: describe(clientIn(UserPoolId, ClientId)) }
    },

    UpdateUserPoolClient: async (input) => {
      const { UserPoolId, ClientId, ClientName, ...settings } = read(UpdateInput, input)
      await commits.run(() => {
        const { id, pool, name, createdAt } = clientIn(UserPoolId, ClientId)
        const text = JSON.stringify(settings)
        store.sql.putClient.run(id, pool, ClientName ?? name, text, createdAt, context.now())
        store.forget()
      })
      return { UserPoolClient: describe(store.client(ClientId)) }
    },

    DeleteUserPoolClient: async (input) => {
      const { UserPoolId, ClientId } = read(ClientInput, input)
      await commits.run(() => {
        store.sql.removeClient.run(clientIn(UserPoolId, ClientId).id)
        store.forget()
      })
    },

    ListUserPoolClients: (input) => {
      const { UserPoolId, MaxResults, NextToken } = read(ListInput, input)
      const found = store.sql.clientsOf.all(store.pool(UserPoolId).id).map(({ id }) => store.client(id))
      const page = paginate(found, (client) => client.id, MaxResults ?? 60, NextToken)
      return {
        UserPoolClients: page.items.map(({ id, name }) => ({ ClientId: id, ClientName: name, UserPoolId })),
        NextToken: page.next,
      }
    },
  }

  function clientIn(poolId: string, clientId: string): Client {
    const client = store.client(clientId)
    if (client.pool !== poolId) throw resourceNotFound(`User pool client ${clientId} does not exist.`)
    return client
  }
}

/** Follows from pool and name, as the pool's own id does. */
function freshClientId(pool: string, name: string, taken: ReadonlySet<string>): string {
  for (let serial = 0; ; serial += 1) {
    const digest = createHash('sha256').update(`${pool} ${name} ${serial}`).digest('hex')
    const id = BigInt(`0x${digest}`).toString(36).slice(0, 26)
    if (!taken.has(id)) return id
  }
}
