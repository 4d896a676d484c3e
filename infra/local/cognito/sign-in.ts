import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { invalidParameter, notAuthorized, notImplemented, userNotFound, wrongPassword } from './errors'
import { type Cognito, hidesUsers } from './parts'
import {
  countFailure,
  decoySeed,
  isPassword,
  refuseLocked,
  requireUsable,
  setPassword,
  signIn,
} from './passwords'
import { changeAttributes } from './attributes'
import { allowsFlow, optional } from './settings'
import { beginExchange, decoyVerifier, proves } from './srp'
import type { Client, Pool, User } from './store'
import type { AuthenticationResult } from './tokens'

const Texts = optional(z.record(z.string(), z.string()))

export const AuthRequest = z.object({
  AuthFlow: z.string(),
  ClientId: z.string(),
  AuthParameters: Texts,
})
export const ChallengeRequest = z.object({
  ChallengeName: z.string(),
  ClientId: z.string(),
  Session: optional(z.string()),
  ChallengeResponses: Texts,
})

interface AuthResponse {
  ChallengeName?: string
  ChallengeParameters?: Record<string, string>
  Session?: string
  AuthenticationResult?: AuthenticationResult
}

/** Begins a sign-in. @param flow one of the flows that both user and client may use */
export async function initiateAuth(
  cognito: Cognito,
  pool: Pool,
  client: Client,
  flow: string,
  parameters: Record<string, string>,
): Promise<AuthResponse> {
  switch (flow) {
    case 'USER_SRP_AUTH':
      requireFlow(client, flow)
      return beginSrp(cognito, pool, client, required(parameters, 'USERNAME'), required(parameters, 'SRP_A'))
    case 'USER_PASSWORD_AUTH':
      requireFlow(client, flow)
      return byPassword(cognito, pool, client, parameters)
    case 'ADMIN_USER_PASSWORD_AUTH':
    case 'ADMIN_NO_SRP_AUTH':
      requireFlow(client, flow === 'ADMIN_NO_SRP_AUTH' ? flow : 'ADMIN_USER_PASSWORD_AUTH')
      return byPassword(cognito, pool, client, parameters)
    case 'REFRESH_TOKEN_AUTH':
    case 'REFRESH_TOKEN': {
      requireFlow(client, 'REFRESH_TOKEN_AUTH')
      const token = required(parameters, 'REFRESH_TOKEN')
      return { AuthenticationResult: await cognito.commits.run(() => cognito.tokens.refresh(client, token)) }
    }
    case 'USER_AUTH':
    case 'CUSTOM_AUTH':
      throw notImplemented(`the flow ${flow}`)
    default:
      throw invalidParameter(`Unknown AuthFlow: ${flow}`)
  }
}

/** Goes on with a sign-in. */
export async function respondToChallenge(
  cognito: Cognito,
  pool: Pool,
  client: Client,
  request: z.infer<typeof ChallengeRequest>,
): Promise<AuthResponse> {
  const responses = request.ChallengeResponses ?? {}
  switch (request.ChallengeName) {
    case 'PASSWORD_VERIFIER':
      return verifyPassword(cognito, pool, client, responses)
    case 'NEW_PASSWORD_REQUIRED':
      return replacePassword(cognito, pool, client, request.Session ?? '', responses)
    default:
      throw notImplemented(`the challenge ${request.ChallengeName}`)
  }
}

function beginSrp(
  cognito: Cognito,
  pool: Pool,
  client: Client,
  name: string,
  clientPublic: string,
): AuthResponse {
  const user = cognito.store.findUser(pool, name)
  if (!user && !hidesUsers(client)) throw userNotFound()
  const seed = decoySeed(pool, name)
  const decoy = decoyVerifier(seed)
  const { salt, verifier } = { salt: user?.salt ?? decoy.salt, verifier: user?.verifier ?? decoy.verifier }
  const exchange = beginExchange(clientPublic, verifier)
  if (!exchange) throw invalidParameter('Invalid SRP_A parameter.')
  const username = user?.username ?? decoyName(pool, name, seed)
  const secretBlock = randomBytes(768).toString('base64')
  cognito.challenges.put(
    secretBlock,
    { kind: 'PASSWORD_VERIFIER', client: client.id, username, known: user !== undefined, exchange },
    sessionSeconds(client),
  )
  return {
    ChallengeName: 'PASSWORD_VERIFIER',
    ChallengeParameters: {
      SALT: salt,
      SECRET_BLOCK: secretBlock,
      SRP_B: exchange.serverPublic,
      USERNAME: username,
      USER_ID_FOR_SRP: username,
    },
  }
}

async function verifyPassword(
  cognito: Cognito,
  pool: Pool,
  client: Client,
  responses: Record<string, string>,
): Promise<AuthResponse> {
  const secretBlock = required(responses, 'PASSWORD_CLAIM_SECRET_BLOCK')
  const timestamp = required(responses, 'TIMESTAMP')
  const signature = required(responses, 'PASSWORD_CLAIM_SIGNATURE')
  const username = required(responses, 'USERNAME')
  if (!/^[A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} \d\d:\d\d:\d\d UTC \d{4}$/.test(timestamp)) {
    throw invalidParameter('TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.')
  }
  const challenge = cognito.challenges.take(secretBlock)
  if (
    typeof challenge === 'string' ||
    challenge.kind !== 'PASSWORD_VERIFIER' ||
    challenge.client !== client.id
  ) {
    throw wrongPassword()
  }
  const user = challenge.known ? cognito.store.findUser(pool, challenge.username) : undefined
  refuseLocked(user, cognito.context.now())
  const proven = proves(challenge.exchange, {
    poolName: pool.shortName,
    username: challenge.username,
    secretBlock: Buffer.from(secretBlock, 'base64'),
    timestamp,
    signature,
  })
  if (
    !proven ||
    !user ||
    user.verifier !== challenge.exchange.verifier ||
    !namesUser(cognito, pool, username, user)
  ) {
    await countFailure(cognito, pool, challenge.username)
    throw wrongPassword()
  }
  return afterPassword(cognito, pool, client, user)
}

async function byPassword(
  cognito: Cognito,
  pool: Pool,
  client: Client,
  parameters: Record<string, string>,
): Promise<AuthResponse> {
  const name = required(parameters, 'USERNAME')
  const password = required(parameters, 'PASSWORD')
  const user = cognito.store.findUser(pool, name)
  if (!user && !hidesUsers(client)) throw userNotFound()
  refuseLocked(user, cognito.context.now())
  if (!isPassword(pool, user, name, password) || !user) {
    await countFailure(cognito, pool, name)
    throw wrongPassword()
  }
  return afterPassword(cognito, pool, client, user)
}

async function afterPassword(
  cognito: Cognito,
  pool: Pool,
  client: Client,
  user: User,
): Promise<AuthResponse> {
  requireUsable(pool, user, cognito.context.now())
  if (user.status !== 'FORCE_CHANGE_PASSWORD') {
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

async function replacePassword(
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
    // A password that the policy refuses may be followed by a better one.
    challenges.put(session, challenge, sessionSeconds(client))
    throw error
  }
  return {
    ChallengeParameters: {},
    AuthenticationResult: await signIn(cognito, pool, client, challenge.username),
  }
}

function requireFlow(client: Client, flow: string): void {
  if (!allowsFlow(client.settings, flow)) throw invalidParameter(`${flow} flow not enabled for this client`)
}

function required(parameters: Record<string, string>, name: string): string {
  const value = parameters[name]
  if (!value) throw invalidParameter(`Missing required parameter ${name}`)
  return value
}

/** Amplify answers with the name of the challenge, other clients with the one that was typed. */
function namesUser({ store }: Cognito, pool: Pool, name: string, user: User): boolean {
  return store.findUser(pool, name)?.sub === user.sub
}

/** Where e-mail addresses stand for names, real names are UUIDs: a decoy has to look like one. */
function decoyName(pool: Pool, name: string, seed: Buffer): string {
  if (!pool.settings.UsernameAttributes?.length) return name
  const hex = seed.toString('hex')
  const variant = '89ab'.charAt((seed[8] ?? 0) % 4)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

function sessionSeconds(client: Client): number {
  return (client.settings.AuthSessionValidity ?? 3) * 60
}
