import { randomBytes } from 'node:crypto'
import { changeAttributes } from './attributes'
import { notAuthorized, userNotFound, wrongPassword } from './errors'
import { type Cognito, hidesUsers } from './parts'
import { countFailure, isPassword, refuseLocked, requireUsable, setPassword, signIn } from './passwords'
import { type AuthResponse, required, sessionSeconds } from './sign-in-steps'
import type { Client, Pool, User } from './store'

/** Signs in by a password that is sent as such. */
export async function byPassword(
  cognito: Cognito,
  pool: Pool,
  client: Client,
  parameters: Record<string, string>,
): Promise<AuthResponse> {
  const name = required(parameters, 'USERNAME')
  const password = required(parameters, 'PASSWORD')
  const user = cognito.store.findUser(pool, name)
  if (!user && !hidesUsers(client)) throw userNotFound()
  await cognito.ask('PreAuthentication', pool, client, user)
  refuseLocked(user, cognito.context.now())
  if (!isPassword(pool, user, name, password) || !user) {
    await countFailure(cognito, pool, name)
    throw wrongPassword()
  }
  return afterPassword(cognito, pool, client, user)
}

/** What follows a proven password: tokens, or the demand for a new one. */
export async function afterPassword(
  cognito: Cognito,
  pool: Pool,
  client: Client,
  user: User,
): Promise<AuthResponse> {
  requireUsable(pool, user, cognito.context.now())
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
    await cognito.ask('PostAuthentication', pool, client, user)
    return {
      ChallengeParameters: {},
      AuthenticationResult: await signIn(cognito, pool, client, user.username),
    }
  }
  const session = randomBytes(256).toString('base64url')
  const challenge = { kind: 'NEW_PASSWORD_REQUIRED', client: client.id, username: user.username } as const
  cognito.challenges.put(session, challenge, sessionSeconds(client))
  return {
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: session,
    ChallengeParameters: {
      USER_ID_FOR_SRP: user.username,
      requiredAttributes: '[]',
      userAttributes: JSON.stringify(user.attributes),
    },
  }
}

/** The answer to that demand. A password that the policy refuses may be followed by a better one. */
export async function replacePassword(
  cognito: Cognito,
  pool: Pool,
  client: Client,
  session: string,
  responses: Record<string, string>,
): Promise<AuthResponse> {
  const password = required(responses, 'NEW_PASSWORD')
  const challenge = cognito.challenges.take(session)
  if (challenge === 'expired') throw notAuthorized('Invalid session for the user, session is expired.')
  if (
    challenge === 'unknown' ||
    challenge.kind !== 'NEW_PASSWORD_REQUIRED' ||
    challenge.client !== client.id
  ) {
    throw notAuthorized('Invalid session for the user.')
  }
  const changes = Object.entries(responses)
    .filter(([name]) => name.startsWith('userAttributes.'))
    .map(([name, Value]) => ({ Name: name.slice('userAttributes.'.length), Value }))
  const { commits, store, context, challenges } = cognito
  try {
    await commits.run(() => {
      const user = store.findUser(pool, challenge.username)
      if (!user) throw wrongPassword()
      const attributes = changeAttributes(pool, user.attributes, changes, { client })
      store.save(pool, {
        ...setPassword(pool, user, password, context.now()),
        attributes,
        status: 'CONFIRMED',
      })
    })
  } catch (error) {
    challenges.put(session, challenge, sessionSeconds(client))
    throw error
  }
  await cognito.ask('PostAuthentication', pool, client, store.findUser(pool, challenge.username))
  return {
    ChallengeParameters: {},
    AuthenticationResult: await signIn(cognito, pool, client, challenge.username),
  }
}
