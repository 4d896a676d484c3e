import {
  AdminDeleteUserCommand,
  GetTokensFromRefreshTokenCommand,
  NotAuthorizedException,
  RevokeTokenCommand,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider'
import { CognitoJwtVerifier } from 'aws-jwt-verify'
import { z } from 'zod'
import { cognito } from '@/server/platform/aws'
import { epochSeconds } from '@/server/platform/clock'
import { config } from '@/server/platform/config'
import { Unauthenticated, Unavailable } from '@/server/platform/errors'

/** What Cognito gives to somebody who has signed in. */
export interface Tokens {
  accessToken: string
  idToken: string
  refreshToken: string
}

/** Who a pair of verified tokens speaks of. */
export interface Identity {
  /** Cognito's id of the user, for ever the same. */
  subject: string
  email: string
  name?: string
  groups: readonly string[]
  /** Epoch milliseconds at which the access token expires. */
  accessExpiresAt: number
}

const graceSeconds = 5
const Groups = z.array(z.string()).default([])
const IdClaims = z.object({ sub: z.string(), email: z.string(), name: z.string().optional() })

function pool() {
  const { identity } = config()
  if (!identity) throw new Unavailable('identity-unavailable', 'no user pool is configured')
  return identity
}

const makeVerifier = () => {
  const { userPoolId, clientId } = pool()
  return CognitoJwtVerifier.create({ userPoolId, clientId, tokenUse: null, graceSeconds })
}
type Verifier = ReturnType<typeof makeVerifier>
let ready: Promise<Verifier> | undefined

/** The verifier with the pool's keys. Away from AWS the keys come over plain http, which the library would refuse to fetch. */
async function verifier(): Promise<Verifier> {
  ready ??= (async () => {
    const made = makeVerifier()
    const { jwksUrl } = pool()
    if (jwksUrl) made.cacheJwks(await (await fetch(jwksUrl)).json())
    return made
  })()
  try {
    return await ready
  } catch (error) {
    ready = undefined
    throw new Unavailable(
      'identity-unavailable',
      'the keys of the user pool cannot be had',
      {},
      { cause: error },
    )
  }
}

async function claims(token: string, use: 'access' | 'id') {
  const checks = await verifier()
  try {
    const payload = await checks.verify(token, { tokenUse: use })
    // The library knows real time only; tests move ours.
    if (payload.exp + graceSeconds <= epochSeconds()) throw new Error('expired by the shop’s clock')
    return { ...payload }
  } catch (error) {
    throw new Unauthenticated('token-refused', `the ${use} token is not valid`, {}, { cause: error })
  }
}

/** Checks both tokens: signature, pool, client, expiry, and that they speak of the same person.
 *  @throws Unauthenticated `token-refused`, Unavailable */
export async function verifyTokens({
  accessToken,
  idToken,
}: Omit<Tokens, 'refreshToken'>): Promise<Identity> {
  const [access, id] = await Promise.all([claims(accessToken, 'access'), claims(idToken, 'id')])
  const { sub, email, name } = IdClaims.parse(id)
  if (access.sub !== sub) throw new Unauthenticated('token-refused', 'the tokens speak of two people')
  return {
    subject: sub,
    email,
    name,
    groups: Groups.parse(access['cognito:groups']),
    accessExpiresAt: access.exp * 1000,
  }
}

/** Checks an access token by itself, as callers of the app tier send it.
 *  @throws Unauthenticated `token-refused`, Unavailable */
export async function verifyAccessToken(accessToken: string): Promise<{ subject: string; groups: string[] }> {
  const access = await claims(accessToken, 'access')
  return { subject: access.sub, groups: Groups.parse(access['cognito:groups']) }
}

/** New tokens for an old refresh token. @throws Unauthenticated `signed-out` when it was revoked or has expired, Unavailable */
export async function refreshTokens(refreshToken: string): Promise<Tokens> {
  try {
    const { AuthenticationResult: fresh } = await cognito().send(
      new GetTokensFromRefreshTokenCommand({ ClientId: pool().clientId, RefreshToken: refreshToken }),
    )
    if (!fresh?.AccessToken || !fresh.IdToken) throw new Error('the answer carries no tokens')
    return {
      accessToken: fresh.AccessToken,
      idToken: fresh.IdToken,
      refreshToken: fresh.RefreshToken ?? refreshToken,
    }
  } catch (error) {
    const ended = error instanceof NotAuthorizedException || error instanceof UserNotFoundException
    if (ended) throw new Unauthenticated('signed-out')
    throw new Unavailable('identity-unavailable', 'tokens cannot be refreshed', {}, { cause: error })
  }
}

/** Makes a refresh token and what came from it worthless. @throws Unavailable */
export async function revokeTokens(refreshToken: string): Promise<void> {
  try {
    await cognito().send(new RevokeTokenCommand({ ClientId: pool().clientId, Token: refreshToken }))
  } catch (error) {
    throw new Unavailable('identity-unavailable', 'the token cannot be revoked', {}, { cause: error })
  }
}

/** Removes somebody's sign-in for good; nothing happens where it is gone. @throws Unavailable */
export async function removeIdentity(subject: string): Promise<void> {
  try {
    await cognito().send(new AdminDeleteUserCommand({ UserPoolId: pool().userPoolId, Username: subject }))
  } catch (error) {
    if (error instanceof UserNotFoundException) return
    throw new Unavailable('identity-unavailable', 'the user cannot be removed', {}, { cause: error })
  }
}
