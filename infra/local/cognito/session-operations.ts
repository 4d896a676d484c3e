import { z } from 'zod'
import type { JsonOperation } from '@/infra/local/json-service'
import { changeAttributes, listAttributes } from './attributes'
import { type DeliveryDetails, deliveryDetails, mailCode } from './delivery'
import { invalidParameter, wrongPassword } from './errors'
import { read } from './input'
import type { Cognito } from './parts'
import { countFailure, isPassword, refuseLocked, refuseRepeated, setPassword } from './passwords'
import { AttributeType, optional } from './settings'
import type { Pool, User } from './store'
import { refuseTakenEmail, removeUser } from './users'

const token = { AccessToken: z.string() }
const Token = z.object(token)
const UpdateInput = z.object({ ...token, UserAttributes: z.array(AttributeType) })
const DeleteAttributesInput = z.object({ ...token, UserAttributeNames: z.array(z.string()) })
const ChangePasswordInput = z.object({
  ...token,
  PreviousPassword: optional(z.string()),
  ProposedPassword: z.string(),
})
const AttributeCodeInput = z.object({ ...token, AttributeName: z.string() })
const VerifyAttributeInput = z.object({ ...token, AttributeName: z.string(), Code: z.string() })

/** The operations of a signed-in user, who brings an access token. */
export function sessionOperations(cognito: Cognito): Record<string, JsonOperation> {
  const { context, commits, store, codes, tokens } = cognito

  return {
    GetUser: (input) => {
      const { user } = tokens.authenticate(read(Token, input).AccessToken)
      return { Username: user.username, UserAttributes: listAttributes(user) }
    },

    UpdateUserAttributes: async (input) => {
      const { AccessToken, UserAttributes } = read(UpdateInput, input)
      const { pool, sent } = await commits.run(() => {
        const session = tokens.authenticate(AccessToken)
        const next = updateAttributes(session.pool, session.user, UserAttributes, { client: session.client })
        store.save(session.pool, next.user)
        const { verify } = next
        return {
          pool: session.pool,
          sent: verify && { verify, code: codes.issue(next.user, 'attribute', verify) },
        }
      })
      if (!sent) return { CodeDeliveryDetailsList: [] }
      mailCode(context, pool, 'verification', sent.verify, sent.code)
      return { CodeDeliveryDetailsList: [deliveryDetails(sent.verify)] satisfies DeliveryDetails[] }
    },

    DeleteUserAttributes: async (input) => {
      const { AccessToken, UserAttributeNames } = read(DeleteAttributesInput, input)
      await commits.run(() => {
        const { pool, client, user } = tokens.authenticate(AccessToken)
        if (UserAttributeNames.includes('email')) throw invalidParameter('The attribute email is required.')
        const changes = UserAttributeNames.map((Name) => ({ Name, Value: undefined }))
        const attributes = changeAttributes(pool, user.attributes, changes, { client })
        store.save(pool, { ...user, attributes, modifiedAt: context.now() })
      })
    },

    GetUserAttributeVerificationCode: async (input) => {
      const { AccessToken, AttributeName } = read(AttributeCodeInput, input)
      const { pool, user } = tokens.authenticate(AccessToken)
      const { email } = user.attributes
      if (AttributeName !== 'email' || email === undefined) {
        throw invalidParameter(`User does not have a value for ${AttributeName} that could be verified.`)
      }
      const code = await commits.run(() => codes.issue(user, 'attribute', email))
      mailCode(context, pool, 'verification', email, code)
      return { CodeDeliveryDetails: deliveryDetails(email) }
    },

    VerifyUserAttribute: async (input) => {
      const { AccessToken, AttributeName, Code } = read(VerifyAttributeInput, input)
      if (AttributeName !== 'email') throw invalidParameter(`${AttributeName} cannot be verified.`)
      const error = await commits.run(() => {
        const { pool, user } = tokens.authenticate(AccessToken)
        const taken = codes.take(user, 'attribute', Code)
        if ('error' in taken) return taken.error
        refuseTakenEmail(cognito, pool, user, taken.target)
        const attributes = { ...user.attributes, email: taken.target, email_verified: 'true' }
        store.save(pool, { ...user, attributes, modifiedAt: context.now() })
        return undefined
      })
      if (error) throw error
    },

    ChangePassword: async (input) => {
      const { AccessToken, PreviousPassword, ProposedPassword } = read(ChangePasswordInput, input)
      const { pool, user } = tokens.authenticate(AccessToken)
      refuseLocked(user, context.now())
      if (!isPassword(pool, user, user.username, PreviousPassword ?? '')) {
        await countFailure(cognito, pool, user.username)
        throw wrongPassword()
      }
      await commits.run(() => {
        const current = tokens.authenticate(AccessToken).user
        refuseRepeated(pool, current, ProposedPassword)
        store.save(pool, setPassword(pool, current, ProposedPassword, context.now()))
      })
    },

    GlobalSignOut: async (input) => {
      const { AccessToken } = read(Token, input)
      await commits.run(() => tokens.revokeAll(tokens.authenticate(AccessToken).user))
    },

    DeleteUser: async (input) => {
      const { AccessToken } = read(Token, input)
      await commits.run(() => removeUser(cognito, tokens.authenticate(AccessToken).user))
    },
  }

  /** A new address has to be verified: before it replaces the old one, where the pool wants it so, or else after. */
  function updateAttributes(
    pool: Pool,
    user: User,
    changes: AttributeType[],
    writer: Parameters<typeof changeAttributes>[3],
  ): { user: User; verify: string | undefined } {
    const attributes = changeAttributes(pool, user.attributes, changes, writer)
    const { email } = attributes
    const updated = { ...user, attributes, modifiedAt: context.now() }
    if (email === undefined || email === user.attributes.email) return { user: updated, verify: undefined }
    refuseTakenEmail(cognito, pool, user, email)
    const first = pool.settings.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate
    if (first?.includes('email')) {
      const kept = user.attributes.email
      return {
        user: { ...updated, attributes: { ...attributes, ...(kept ? { email: kept } : {}) } },
        verify: email,
      }
    }
    return { user: { ...updated, attributes: { ...attributes, email_verified: 'false' } }, verify: email }
  }
}
