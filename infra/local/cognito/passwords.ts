import { invalidPassword, notAuthorized, resetRequired, notConfirmed, wrongPassword } from './errors'
import { enforcePolicy, passwordPolicy } from './password-policy'
import { checkPassword, decoyVerifier, makeVerifier } from './srp'
import type { Cognito } from './parts'
import { createHmac } from 'node:crypto'
import type { Client, Pool, User } from './store'
import type { AuthenticationResult } from './tokens'

const FREE_FAILURES = 5
const LONGEST_LOCK = 900_000
const DAY = 86_400_000

/** Gives a user a password that the pool's policy accepts. Only its verifier stays.
 *  @throws ServiceError `InvalidPasswordException` */
export function setPassword(pool: Pool, user: User, password: string, now: number): User {
  enforcePolicy(pool.settings, password)
  const kept = makeVerifier(pool.shortName, user.username, password)
  return { ...user, ...kept, passwordAt: now, failures: 0, lockedUntil: 0, modifiedAt: now }
}

/** Whether this is the user's password. Takes as long for users who have none, or who do not exist. */
export function isPassword(pool: Pool, user: User | undefined, name: string, password: string): boolean {
  const kept =
    user?.salt && user.verifier
      ? { salt: user.salt, verifier: user.verifier }
      : decoyVerifier(decoySeed(pool, name))
  return checkPassword(pool.shortName, user?.username ?? name, password, kept) && user?.verifier != null
}

/** @throws ServiceError `InvalidPasswordException` when it is the old password again and the pool forbids that */
export function refuseRepeated(pool: Pool, user: User, password: string): void {
  if (!passwordPolicy(pool.settings).PasswordHistorySize) return
  if (isPassword(pool, user, user.username, password)) {
    throw invalidPassword('Password has previously been used')
  }
}

/** What everything about an unknown name is derived from, so that asking twice gives the same answers. */
export function decoySeed(pool: Pool, name: string): Buffer {
  return createHmac('sha256', pool.secret).update(name.toLowerCase()).digest()
}

/** @throws ServiceError `NotAuthorizedException` while a user is locked after wrong passwords */
export function refuseLocked(user: User | undefined, now: number): void {
  if (user && user.lockedUntil > now) throw notAuthorized('Password attempts exceeded')
}

/** Counts a wrong password; from the fifth on each locks the user for twice as long. */
export async function countFailure(
  { commits, store, context }: Cognito,
  pool: Pool,
  name: string,
): Promise<void> {
  await commits.run(() => {
    const user = store.findUser(pool, name)
    if (!user) return
    const failures = user.failures + 1
    const beyond = failures - FREE_FAILURES
    const lock = beyond < 0 ? 0 : Math.min(1000 * 2 ** Math.min(beyond, 20), LONGEST_LOCK)
    store.save(pool, { ...user, failures, lockedUntil: lock === 0 ? 0 : context.now() + lock })
  })
}

/** What may still stand between a proven password and tokens.
 *  @throws ServiceError naming the state of the user */
export function requireUsable(pool: Pool, user: User, now: number): void {
  if (!user.enabled) throw notAuthorized('User is disabled.')
  if (user.status === 'UNCONFIRMED') throw notConfirmed()
  if (user.status === 'RESET_REQUIRED') throw resetRequired()
  const days = passwordPolicy(pool.settings).TemporaryPasswordValidityDays ?? 7
  if (user.status === 'FORCE_CHANGE_PASSWORD' && now - (user.passwordAt ?? 0) > days * DAY) {
    throw notAuthorized('Temporary password has expired and must be reset by an administrator.')
  }
}

/** Signs a user in who has proven the password; the count of failures starts anew. */
export async function signIn(
  { commits, store, tokens }: Cognito,
  pool: Pool,
  client: Client,
  username: string,
): Promise<AuthenticationResult> {
  return commits.run(() => {
    const user = store.findUser(pool, username)
    if (!user) throw wrongPassword()
    if (user.failures > 0) store.save(pool, { ...user, failures: 0, lockedUntil: 0 })
    return tokens.begin(pool, client, user)
  })
}
