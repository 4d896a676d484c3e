import { randomBytes } from 'node:crypto'
import { invalidParameter, userNotFound, wrongPassword } from './errors'
import { type Cognito, hidesUsers } from './parts'
import { afterPassword } from './password-sign-in'
import { countFailure, decoySeed, refuseLocked } from './passwords'
import { type AuthResponse, required, sessionSeconds } from './sign-in-steps'
import { beginExchange, decoyVerifier, proves } from './srp'
import type { Client, Pool, User } from './store'

/** The first step by SRP. A name that nobody has gets a challenge that looks like everybody's. */
export async function beginSrp(
  cognito: Cognito,
  pool: Pool,
  client: Client,
  name: string,
  clientPublic: string,
): Promise<AuthResponse> {
  const user = cognito.store.findUser(pool, name)
  if (!user && !hidesUsers(client)) throw userNotFound()
  await cognito.ask('PreAuthentication', pool, client, user)
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

/** The second step by SRP: the proof of the password, which is taken once.
 *  @throws ServiceError `NotAuthorizedException` */
export async function verifyPassword(
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
