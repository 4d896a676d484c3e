import { randomUUID } from 'node:crypto'
import { changeAttributes, requireComplete, type Writer } from './attributes'
import { requireEmail } from './delivery'
import { aliasExists, invalidParameter, userNotFound, usernameExists } from './errors'
import { type Cognito, toSeconds } from './parts'
import type { AttributeType } from './settings'
import type { Pool, User } from './store'
import { listAttributes } from './attributes'

/** Makes a user who has no password yet; the caller saves it. Runs inside a commit.
 *  @throws ServiceError `UsernameExistsException`, `InvalidParameterException` */
export function createUser(
  { store, context }: Cognito,
  pool: Pool,
  name: string,
  given: AttributeType[],
  writer: Writer,
): User {
  const byEmail = pool.settings.UsernameAttributes?.includes('email') ?? false
  const sub = randomUUID()
  const attributes = changeAttributes(pool, {}, given, writer)
  if (byEmail) {
    requireEmail(name, 'Username should be an email.')
    if (attributes.email !== undefined && attributes.email.toLowerCase() !== name.toLowerCase()) {
      throw invalidParameter('Email in the attributes does not match the user name.')
    }
    attributes.email = attributes.email ?? name
  } else if (!/^[\p{L}\p{M}\p{S}\p{N}\p{P}]+$/u.test(name)) {
    throw invalidParameter("1 validation error detected: Value at 'username' failed to satisfy constraint")
  } else if (name.includes('@') && pool.settings.AliasAttributes?.includes('email')) {
    throw invalidParameter(
      'Username cannot be of email format, since user pool is configured for email alias.',
    )
  }
  if (store.findUser(pool, name)) {
    throw usernameExists(byEmail ? 'An account with the given email already exists.' : 'User already exists')
  }
  requireComplete(pool, attributes)
  const now = context.now()
  return {
    pool: pool.id,
    username: byEmail ? sub : name,
    sub,
    status: 'UNCONFIRMED',
    enabled: true,
    attributes,
    salt: null,
    verifier: null,
    passwordAt: null,
    failures: 0,
    lockedUntil: 0,
    createdAt: now,
    modifiedAt: now,
  }
}

/** @throws ServiceError `UserNotFoundException` */
export function requireUser({ store }: Cognito, pool: Pool, name: string): User {
  const user = store.findUser(pool, name)
  if (!user) throw userNotFound()
  return user
}

/** @throws ServiceError when another user signs in by this address already */
export function refuseTakenEmail(
  { store }: Cognito,
  pool: Pool,
  user: User,
  email: string | undefined,
): void {
  if (email === undefined || !pool.settings.UsernameAttributes?.includes('email')) return
  const other = store.byEmail(pool, email)
  if (other && other.sub !== user.sub) throw aliasExists('An account with the given email already exists.')
}

/** Removes a user with everything that hangs on one. Runs inside a commit. */
export function removeUser({ store, codes, tokens }: Cognito, user: User): void {
  tokens.revokeAll(user)
  codes.forget(user)
  store.sql.leaveAll.run(user.pool, user.username)
  store.sql.removeUser.run(user.pool, user.username)
}

/** A user as lists show one. */
export function describeUser(user: User, wanted?: string[]) {
  return {
    Username: user.username,
    Attributes: listAttributes(user).filter(({ Name }) => !wanted || wanted.includes(Name)),
    UserCreateDate: toSeconds(user.createdAt),
    UserLastModifiedDate: toSeconds(user.modifiedAt),
    Enabled: user.enabled,
    UserStatus: user.status,
  }
}
