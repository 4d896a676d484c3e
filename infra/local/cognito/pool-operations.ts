import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { JsonOperation } from '@/infra/local/json-service'
import { invalidParameter, notImplemented } from './errors'
import { read } from './input'
import { generateSigningKey } from './jwt'
import { type Cognito, paginate, toSeconds } from './parts'
import { passwordPolicy } from './password-policy'
import { optional, PoolSettings } from './settings'
import type { Pool } from './store'
import { isKnownTrigger } from './triggers'

const CreateInput = PoolSettings.extend({ PoolName: z.string().regex(/^[\w\s+=,.@-]{1,128}$/) })
const PoolInput = z.object({ UserPoolId: z.string() })
const UpdateInput = PoolSettings.extend({ UserPoolId: z.string() })
const ListInput = z.object({ MaxResults: z.int().min(1).max(60), NextToken: optional(z.string()) })
const CustomInput = z.object({
  UserPoolId: z.string(),
  CustomAttributes: z
    .array(
      z.looseObject({
        Name: z.string().min(1).max(20),
        AttributeDataType: optional(z.enum(['String', 'Number', 'DateTime', 'Boolean'])),
        Mutable: optional(z.boolean()),
        Required: optional(z.boolean()),
      }),
    )
    .min(1)
    .max(25),
})

/** The operations on user pools themselves. */
export function poolOperations(cognito: Cognito): Record<string, JsonOperation> {
  const { context, commits, store } = cognito
  const describe = (pool: Pool) => ({
    ...pool.settings,
    Schema: undefined,
    Id: pool.id,
    Name: pool.name,
    Arn: `arn:aws:cognito-idp:${context.region}:${context.accountId}:userpool/${pool.id}`,
    Policies: { ...pool.settings.Policies, PasswordPolicy: passwordPolicy(pool.settings) },
    SchemaAttributes: pool.settings.Schema ?? [],
    MfaConfiguration: 'OFF',
    EstimatedNumberOfUsers: store.sql.countUsers.one(pool.id)?.count ?? 0,
    CreationDate: toSeconds(pool.createdAt),
    LastModifiedDate: toSeconds(pool.modifiedAt),
  })
  const all = () => store.sql.pools.all().map(({ id }) => store.pool(id))

  return {
    CreateUserPool: async (input) => {
      const { PoolName, ...settings } = read(CreateInput, input)
      refuseUnsupported(settings)
      const { kid, privatePem } = await generateSigningKey()
      const id = await commits.run(() => {
        const fresh = freshPoolId(PoolName)
        const now = context.now()
        const secret = randomBytes(32).toString('base64')
        store.sql.putPool.run(fresh, PoolName, JSON.stringify(settings), privatePem, kid, secret, now, now)
        store.forget()
        return fresh
      })
      return { UserPool: describe(store.pool(id)) }
    },

    DescribeUserPool: (input) => ({ UserPool: describe(store.pool(read(PoolInput, input).UserPoolId)) }),

    UpdateUserPool: async (input) => {
      const { UserPoolId, ...settings } = read(UpdateInput, input)
      refuseUnsupported(settings)
      await commits.run(() => {
        const { settings: before } = store.pool(UserPoolId)
        // These can only be chosen at creation.
        const { UsernameAttributes, AliasAttributes, UsernameConfiguration, Schema } = before
        const fixed = { UsernameAttributes, AliasAttributes, UsernameConfiguration, Schema }
        store.sql.updatePool.run(JSON.stringify({ ...settings, ...fixed }), context.now(), UserPoolId)
        store.forget()
      })
    },

    AddCustomAttributes: async (input) => {
      const { UserPoolId, CustomAttributes } = read(CustomInput, input)
      await commits.run(() => {
        const { settings } = store.pool(UserPoolId)
        const known = settings.Schema ?? []
        for (const { Name } of CustomAttributes) {
          if (known.some((each) => each.Name === Name)) {
            throw invalidParameter(`custom:${Name}: Existing attribute already has name custom:${Name}.`)
          }
        }
        const next = { ...settings, Schema: [...known, ...CustomAttributes] }
        store.sql.updatePool.run(JSON.stringify(next), context.now(), UserPoolId)
        store.forget()
      })
    },

    DeleteUserPool: async (input) => {
      const { UserPoolId } = read(PoolInput, input)
      await commits.run(() => {
        if (store.pool(UserPoolId).settings.DeletionProtection === 'ACTIVE') {
          throw invalidParameter('The user pool cannot be deleted because deletion protection is activated.')
        }
        store.removePool(UserPoolId)
      })
    },

    ListUserPools: (input) => {
      const { MaxResults, NextToken } = read(ListInput, input)
      const page = paginate(all(), (pool) => pool.id, MaxResults, NextToken)
      return {
        UserPools: page.items.map((pool) => ({
          Id: pool.id,
          Name: pool.name,
          CreationDate: toSeconds(pool.createdAt),
          LastModifiedDate: toSeconds(pool.modifiedAt),
        })),
        NextToken: page.next,
      }
    },
  }

  /** Follows from the name, so that a cloud that is set up anew has the same ids; a second pool of a name gets another. */
  function freshPoolId(name: string): string {
    for (let serial = 0; ; serial += 1) {
      const id = `${context.region}_${shortHash(`${name} ${serial}`, 9)}`
      if (!store.findPool(id)) return id
    }
  }
}

function refuseUnsupported(settings: PoolSettings): void {
  if (settings.MfaConfiguration && settings.MfaConfiguration !== 'OFF')
    throw notImplemented('MfaConfiguration')
  const unknown = Object.keys(settings.LambdaConfig ?? {}).filter((name) => !isKnownTrigger(name))
  if (unknown.length > 0) throw notImplemented(`LambdaConfig ${unknown.join(', ')}`)
}

/** Letters and digits that follow from the text. */
function shortHash(text: string, length: number): string {
  const digest = createHash('sha512').update(text).digest('base64')
  return digest.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, length)
}
