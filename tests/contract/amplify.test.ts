import {
  AdminConfirmSignUpCommand,
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { Amplify } from 'aws-amplify'
import {
  confirmResetPassword,
  confirmSignIn,
  confirmSignUp,
  fetchAuthSession,
  fetchUserAttributes,
  getCurrentUser,
  resetPassword,
  signIn,
  signOut,
  signUp,
  updatePassword,
} from 'aws-amplify/auth'
import { cognitoUserPoolsTokenProvider } from 'aws-amplify/auth/cognito'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type CloudTarget, cloudTarget } from './target'

const PASSWORD = 'harbour-light-1'
const passwordPolicy = {
  MinimumLength: 10,
  RequireLowercase: false,
  RequireNumbers: false,
  RequireUppercase: false,
  RequireSymbols: false,
}
const Mailbox = z.object({ messages: z.array(z.object({ text: z.string() })) })

let target: CloudTarget
let admin: CognitoIdentityProviderClient
let poolId = ''
const kept = new Map<string, string>()
let serial = 0

beforeAll(async () => {
  target = await cloudTarget()
  const { region, credentials, endpoints } = target
  const endpoint = endpoints.cognito
  admin = new CognitoIdentityProviderClient({ region, credentials, ...(endpoint ? { endpoint } : {}) })
  const { UserPool } = await admin.send(
    new CreateUserPoolCommand({
      PoolName: `amplify-${Date.now()}`,
      UsernameAttributes: ['email'],
      AutoVerifiedAttributes: ['email'],
      Policies: { PasswordPolicy: passwordPolicy },
    }),
  )
  poolId = UserPool?.Id ?? ''
  const { UserPoolClient } = await admin.send(
    new CreateUserPoolClientCommand({
      UserPoolId: poolId,
      ClientName: 'browser',
      PreventUserExistenceErrors: 'ENABLED',
      RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'],
    }),
  )
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: poolId,
        userPoolClientId: UserPoolClient?.ClientId ?? '',
        ...(endpoint ? { userPoolEndpoint: endpoint } : {}),
      },
    },
  })
  cognitoUserPoolsTokenProvider.setKeyValueStorage({
    setItem: async (key, value) => void kept.set(key, value),
    getItem: async (key) => kept.get(key) ?? null,
    removeItem: async (key) => void kept.delete(key),
    clear: async () => kept.clear(),
  })
})
beforeEach(async () => {
  kept.clear()
  await signOut()
})
afterAll(async () => {
  admin.destroy()
  await target.stop()
})

const freshEmail = () => `shopper-${Date.now()}-${(serial += 1)}@quayside.example`

async function mailFor(address: string): Promise<string> {
  const answer = await target.ask(`/messages?to=${encodeURIComponent(address)}`, undefined, 'GET')
  return Mailbox.parse(answer).messages[0]?.text ?? ''
}

const codeIn = (text: string) => /\b(\d{6})\b/.exec(text)?.[1] ?? ''

/** Somebody who has signed up; where nobody can read the mail, the administrator confirms. */
async function shopper(): Promise<string> {
  const username = freshEmail()
  const begun = await signUp({
    username,
    password: PASSWORD,
    options: { userAttributes: { email: username } },
  })
  expect(begun.nextStep.signUpStep).toBe('CONFIRM_SIGN_UP')
  if (!target.door) {
    await admin.send(new AdminConfirmSignUpCommand({ UserPoolId: poolId, Username: username }))
    return username
  }
  const done = await confirmSignUp({ username, confirmationCode: codeIn(await mailFor(username)) })
  expect(done.isSignUpComplete).toBe(true)
  return username
}

describe('Amplify', () => {
  it('signs a shopper up and in by SRP, and tells who it is', async () => {
    const username = await shopper()
    const result = await signIn({ username, password: PASSWORD })
    expect(result.isSignedIn).toBe(true)
    const { tokens } = await fetchAuthSession()
    expect(tokens?.idToken?.payload.email).toBe(username)
    expect(tokens?.accessToken.payload.iss).toBe(
      `https://cognito-idp.${target.region}.amazonaws.com/${poolId}`,
    )
    expect((await getCurrentUser()).userId).toBe(tokens?.accessToken.payload.sub)
    expect((await fetchUserAttributes()).email_verified).toBe('true')
  })

  it('refuses a wrong password, also for somebody who does not exist', async () => {
    const username = await shopper()
    for (const name of [username, freshEmail()]) {
      await expect(signIn({ username: name, password: 'wrong-light-1' })).rejects.toMatchObject({
        name: 'NotAuthorizedException',
        message: 'Incorrect username or password.',
      })
    }
  })

  it('asks for the code when the account is not confirmed', async () => {
    const username = freshEmail()
    await signUp({ username, password: PASSWORD, options: { userAttributes: { email: username } } })
    const { nextStep } = await signIn({ username, password: PASSWORD })
    expect(nextStep.signInStep).toBe('CONFIRM_SIGN_UP')
  })

  it('refreshes rotating tokens, and ends the session at sign-out', async () => {
    await signIn({ username: await shopper(), password: PASSWORD })
    const before = await fetchAuthSession()
    const refreshToken = () => [...kept].find(([key]) => key.endsWith('refreshToken'))?.[1] ?? ''
    const first = refreshToken()
    const after = await fetchAuthSession({ forceRefresh: true })
    expect(String(after.tokens?.accessToken)).not.toBe(String(before.tokens?.accessToken))
    expect(refreshToken()).not.toBe(first)
    await signOut({ global: true })
    expect((await fetchAuthSession()).tokens).toBeUndefined()
  })

  it('resets and changes a password', async () => {
    const username = await shopper()
    const { nextStep } = await resetPassword({ username })
    expect(nextStep.resetPasswordStep).toBe('CONFIRM_RESET_PASSWORD_WITH_CODE')
    const confirmationCode = codeIn(await mailFor(username))
    await confirmResetPassword({ username, confirmationCode, newPassword: 'another-light-2' })
    await signIn({ username, password: 'another-light-2' })
    await updatePassword({ oldPassword: 'another-light-2', newPassword: PASSWORD })
    await signOut()
    expect((await signIn({ username, password: PASSWORD })).isSignedIn).toBe(true)
  })

  it('lets an invited person choose a password', async () => {
    const username = freshEmail()
    await admin.send(
      new AdminCreateUserCommand({
        UserPoolId: poolId,
        Username: username,
        UserAttributes: [{ Name: 'email', Value: username }],
      }),
    )
    const temporary = /password is (\S+)$/.exec(await mailFor(username))?.[1] ?? ''
    const { nextStep } = await signIn({ username, password: temporary })
    expect(nextStep.signInStep).toBe('CONFIRM_SIGN_IN_WITH_NEW_PASSWORD_REQUIRED')
    expect((await confirmSignIn({ challengeResponse: PASSWORD })).isSignedIn).toBe(true)
  })

  it('signs in whatever the password is made of', async () => {
    for (const password of ['ünï-cödé-pässwörd', 'emoji 🌊 in the middle', `${'long-'.repeat(50)}end`]) {
      const username = freshEmail()
      await signUp({ username, password, options: { userAttributes: { email: username } } })
      await confirmSignUp({ username, confirmationCode: codeIn(await mailFor(username)) })
      expect((await signIn({ username, password })).isSignedIn, password).toBe(true)
      await signOut()
    }
  })
})
