import { z } from 'zod'
import type { JsonOperation } from '@/infra/local/json-service'
import { changeAttributes, listAttributes } from './attributes'
import { mailCode } from './delivery'
import { invalidParameter, notAuthorized, unsupportedState } from './errors'
import { read } from './input'
import { type Cognito, clientOf, toSeconds } from './parts'
import { temporaryPassword } from './password-policy'
import { setPassword } from './passwords'
import { AttributeType, optional } from './settings'
import { AuthRequest, ChallengeRequest, initiateAuth, respondToChallenge } from './sign-in'
import type { Pool, User } from './store'
import { createUser, describeUser, refuseTakenEmail, removeUser, requireUser } from './users'

const who = { UserPoolId: z.string(), Username: z.string().min(1).max(128) }
const Who = z.object(who)
const CreateInput = z.object({
  ...who,
  UserAttributes: optional(z.array(AttributeType)),
  TemporaryPassword: optional(z.string()),
  MessageAction: optional(z.enum(['RESEND', 'SUPPRESS'])),
  ForceAliasCreation: optional(z.boolean()),
  DesiredDeliveryMediums: optional(z.array(z.string())),
})
const SetPasswordInput = z.object({ ...who, Password: z.string(), Permanent: optional(z.boolean()) })
const UpdateInput = z.object({ ...who, UserAttributes: z.array(AttributeType) })
const DeleteAttributesInput = z.object({ ...who, UserAttributeNames: z.array(z.string()) })

/** The operations of the pool's administrator on users. */
export function adminOperations(cognito: Cognito): Record<string, JsonOperation> {
  const { context, commits, store, codes, tokens } = cognito
  /** Changes a user in one commit. */
  const update = (
    input: { UserPoolId: string; Username: string },
    change: (user: User, pool: Pool) => User,
  ): Promise<void> =>
    commits.run(() => {
      const pool = store.pool(input.UserPoolId)
      store.save(pool, {
        ...change(requireUser(cognito, pool, input.Username), pool),
        modifiedAt: context.now(),
      })
    })

  return {
    AdminCreateUser: async (input) => {
      const wish = read(CreateInput, input)
      const pool = store.pool(wish.UserPoolId)
      const password = wish.TemporaryPassword ?? temporaryPassword(pool.settings)
      const user = await commits.run(() => {
        const base =
          wish.MessageAction === 'RESEND'
            ? requireInvited(requireUser(cognito, pool, wish.Username))
            : createUser(cognito, pool, wish.Username, wish.UserAttributes ?? [], 'administrator')
        const invited = {
          ...setPassword(pool, base, password, context.now()),
          status: 'FORCE_CHANGE_PASSWORD' as const,
        }
        store.save(pool, invited)
        return invited
      })
      const { email } = user.attributes
      if (wish.MessageAction !== 'SUPPRESS' && email !== undefined) {
        const text = `Your username is ${email} and your temporary password is ${password}`
        context.deliver({ channel: 'email', to: email, subject: 'Your temporary password', text })
      }
      return { User: describeUser(user) }
    },

    AdminGetUser: (input) => {
      const { UserPoolId, Username } = read(Who, input)
      const user = requireUser(cognito, store.pool(UserPoolId), Username)
      return {
        Username: user.username,
        UserAttributes: listAttributes(user),
        UserCreateDate: toSeconds(user.createdAt),
        UserLastModifiedDate: toSeconds(user.modifiedAt),
        Enabled: user.enabled,
        UserStatus: user.status,
      }
    },

    AdminSetUserPassword: async (input) => {
      const { Password, Permanent, ...which } = read(SetPasswordInput, input)
      await update(which, (user, pool) => ({
        ...setPassword(pool, user, Password, context.now()),
        status: Permanent ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD',
      }))
    },

    AdminConfirmSignUp: async (input) => {
      await update(read(Who, input), (user) => {
        if (user.status !== 'UNCONFIRMED') {
          throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`)
        }
        return { ...user, status: 'CONFIRMED' }
      })
    },

    AdminUpdateUserAttributes: async (input) => {
      const { UserAttributes, ...which } = read(UpdateInput, input)
      await update(which, (user, pool) => {
        const attributes = changeAttributes(pool, user.attributes, UserAttributes, 'administrator')
        refuseTakenEmail(cognito, pool, user, attributes.email)
        const named = (name: string) => UserAttributes.some(({ Name }) => Name === name)
        if (named('email') && !named('email_verified')) attributes.email_verified = 'false'
        return { ...user, attributes }
      })
    },

    AdminDeleteUserAttributes: async (input) => {
      const { UserAttributeNames, ...which } = read(DeleteAttributesInput, input)
      await update(which, (user, pool) => {
        const changes = UserAttributeNames.map((Name) => ({ Name, Value: undefined }))
        return { ...user, attributes: changeAttributes(pool, user.attributes, changes, 'administrator') }
      })
    },

    AdminDeleteUser: async (input) => {
      const { UserPoolId, Username } = read(Who, input)
      await commits.run(() => removeUser(cognito, requireUser(cognito, store.pool(UserPoolId), Username)))
    },

    AdminDisableUser: async (input) => {
      await update(read(Who, input), (user) => {
        tokens.revokeAll(user)
        return { ...user, enabled: false }
      })
    },

    AdminEnableUser: async (input) => {
      await update(read(Who, input), (user) => ({ ...user, enabled: true }))
    },

    AdminUserGlobalSignOut: async (input) => {
      const { UserPoolId, Username } = read(Who, input)
      await commits.run(() => tokens.revokeAll(requireUser(cognito, store.pool(UserPoolId), Username)))
    },

    AdminResetUserPassword: async (input) => {
      const which = read(Who, input)
      const pool = store.pool(which.UserPoolId)
      const { email, code } = await commits.run(() => {
        const user = requireUser(cognito, pool, which.Username)
        const address = user.attributes.email_verified === 'true' ? user.attributes.email : undefined
        if (address === undefined) {
          throw invalidParameter(
            'Cannot reset password for the user as there is no registered/verified email or phone_number',
          )
        }
        store.save(pool, { ...user, status: 'RESET_REQUIRED', modifiedAt: context.now() })
        return { email: address, code: codes.issue(user, 'reset', address) }
      })
      mailCode(context, pool, 'reset', email, code)
    },

    AdminInitiateAuth: (input) => {
      const { UserPoolId } = read(z.object({ UserPoolId: z.string() }), input)
      const { ClientId, AuthFlow, AuthParameters = {} } = read(AuthRequest, input)
      return initiateAuth(cognito, ...poolAndClient(UserPoolId, ClientId), AuthFlow, AuthParameters)
    },

    AdminRespondToAuthChallenge: (input) => {
      const { UserPoolId } = read(z.object({ UserPoolId: z.string() }), input)
      const request = read(ChallengeRequest, input)
      return respondToChallenge(cognito, ...poolAndClient(UserPoolId, request.ClientId), request)
    },
  }

  function poolAndClient(poolId: string, clientId: string) {
    const { pool, client } = clientOf(cognito, clientId)
    if (pool.id !== poolId)
      throw invalidParameter(`User pool client ${clientId} does not exist in ${poolId}.`)
    return [pool, client] as const
  }
}

function requireInvited(user: User): User {
  if (user.status === 'FORCE_CHANGE_PASSWORD') return user
  throw unsupportedState('Resend not possible. User status is not FORCE_CHANGE_PASSWORD')
}
