import { z } from 'zod'
import type { JsonOperation } from '@/infra/local/json-service'
import { decoyDetails, deliveryDetails, mailCode } from './delivery'
import { expiredCode, invalidParameter, notAuthorized, userNotFound } from './errors'
import { read } from './input'
import { type Cognito, clientOf, hidesUsers } from './parts'
import { setPassword } from './passwords'
import { AttributeType, optional } from './settings'
import { AuthRequest, ChallengeRequest, initiateAuth, respondToChallenge } from './sign-in'
import { createUser } from './users'

const named = { ClientId: z.string(), Username: z.string().min(1).max(128) }
const Named = z.object(named)
const SignUpInput = z.object({
  ...named,
  Password: z.string(),
  UserAttributes: optional(z.array(AttributeType)),
})
const ConfirmInput = z.object({ ...named, ConfirmationCode: z.string().min(1).max(2048) })
const ConfirmPasswordInput = z.object({ ...named, ConfirmationCode: z.string().min(1), Password: z.string() })
const RefreshInput = z.object({ ClientId: z.string(), RefreshToken: z.string() })
const RevokeInput = z.object({ ClientId: z.string(), Token: z.string() })

/** The operations that anyone may call who knows an app client. */
export function publicOperations(cognito: Cognito): Record<string, JsonOperation> {
  const { context, commits, store, codes, tokens } = cognito

  return {
    SignUp: async (input) => {
      const { ClientId, Username, Password, UserAttributes = [] } = read(SignUpInput, input)
      const { pool, client } = clientOf(cognito, ClientId)
      if (pool.settings.AdminCreateUserConfig?.AllowAdminCreateUserOnly) {
        throw notAuthorized('SignUp is not permitted for this user pool')
      }
      const { user, code } = await commits.run(() => {
        const fresh = createUser(cognito, pool, Username, UserAttributes, { client })
        const created = {
          ...setPassword(pool, fresh, Password, context.now()),
          status: 'UNCONFIRMED' as const,
        }
        store.save(pool, created)
        const { email } = created.attributes
        const mails = email !== undefined && pool.settings.AutoVerifiedAttributes?.includes('email')
        return {
          user: created,
          code: mails ? { email, text: codes.issue(created, 'sign-up', email) } : undefined,
        }
      })
      if (code) mailCode(context, pool, 'verification', code.email, code.text)
      return {
        UserConfirmed: false,
        UserSub: user.sub,
        CodeDeliveryDetails: code && deliveryDetails(code.email),
      }
    },

    ResendConfirmationCode: async (input) => {
      const { ClientId, Username } = read(Named, input)
      const { pool, client } = clientOf(cognito, ClientId)
      const user = store.findUser(pool, Username)
      if (!user && !hidesUsers(client)) throw userNotFound()
      if (user && user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.')
      const email = user?.attributes.email
      if (!user || email === undefined) return { CodeDeliveryDetails: decoyDetails(Username) }
      const code = await commits.run(() => codes.issue(user, 'sign-up', email))
      mailCode(context, pool, 'verification', email, code)
      return { CodeDeliveryDetails: deliveryDetails(email) }
    },

    ConfirmSignUp: async (input) => {
      const { ClientId, Username, ConfirmationCode } = read(ConfirmInput, input)
      const { pool, client } = clientOf(cognito, ClientId)
      await settleCode(() => {
        const user = store.findUser(pool, Username)
        if (!user) throw hidesUsers(client) ? expiredCode() : userNotFound()
        if (user.status !== 'UNCONFIRMED') {
          throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`)
        }
        const taken = codes.take(user, 'sign-up', ConfirmationCode)
        if ('error' in taken) return taken.error
        const attributes = { ...user.attributes, email_verified: 'true' }
        store.save(pool, { ...user, attributes, status: 'CONFIRMED', modifiedAt: context.now() })
        return undefined
      })
    },

    InitiateAuth: (input) => {
      const { ClientId, AuthFlow, AuthParameters = {} } = read(AuthRequest, input)
      const { pool, client } = clientOf(cognito, ClientId)
      if (AuthFlow.startsWith('ADMIN_')) throw invalidParameter('Initiate Auth method not supported.')
      return initiateAuth(cognito, pool, client, AuthFlow, AuthParameters)
    },

    RespondToAuthChallenge: (input) => {
      const request = read(ChallengeRequest, input)
      const { pool, client } = clientOf(cognito, request.ClientId)
      return respondToChallenge(cognito, pool, client, request)
    },

    GetTokensFromRefreshToken: async (input) => {
      const { ClientId, RefreshToken } = read(RefreshInput, input)
      const { client } = clientOf(cognito, ClientId)
      return { AuthenticationResult: await commits.run(() => tokens.refresh(client, RefreshToken)) }
    },

    RevokeToken: async (input) => {
      const { ClientId, Token } = read(RevokeInput, input)
      const { client } = clientOf(cognito, ClientId)
      await commits.run(() => tokens.revoke(client, Token))
    },

    ForgotPassword: async (input) => {
      const { ClientId, Username } = read(Named, input)
      const { pool, client } = clientOf(cognito, ClientId)
      const user = store.findUser(pool, Username)
      if (!user && !hidesUsers(client)) throw userNotFound()
      const email = user?.attributes.email_verified === 'true' ? user.attributes.email : undefined
      if (!user?.enabled || email === undefined) {
        if (hidesUsers(client)) return { CodeDeliveryDetails: decoyDetails(Username) }
        throw user?.enabled === false
          ? notAuthorized('User is disabled.')
          : invalidParameter(
              'Cannot reset password for the user as there is no registered/verified email or phone_number',
            )
      }
      if (user.status === 'FORCE_CHANGE_PASSWORD') {
        throw notAuthorized('User password cannot be reset in the current state.')
      }
      const code = await commits.run(() => codes.issue(user, 'reset', email))
      mailCode(context, pool, 'reset', email, code)
      return { CodeDeliveryDetails: deliveryDetails(email) }
    },

    ConfirmForgotPassword: async (input) => {
      const { ClientId, Username, ConfirmationCode, Password } = read(ConfirmPasswordInput, input)
      const { pool, client } = clientOf(cognito, ClientId)
      await settleCode(() => {
        const user = store.findUser(pool, Username)
        if (!user) throw hidesUsers(client) ? expiredCode() : userNotFound()
        // The policy comes first, so that a code is not spent on a password that is refused.
        const next = setPassword(pool, user, Password, context.now())
        const taken = codes.take(user, 'reset', ConfirmationCode)
        if ('error' in taken) return taken.error
        store.save(pool, { ...next, status: 'CONFIRMED' })
        return undefined
      })
    },
  }

  /** An attempt that failed is counted in the commit, so the error is only thrown after it. */
  async function settleCode(work: () => Error | undefined): Promise<void> {
    const error = await commits.run(work)
    if (error) throw error
  }
}
