import { requireEmail } from './delivery'
import { invalidParameter, notAuthorized } from './errors'
import type { AttributeType } from './settings'
import type { Client, Pool, User } from './store'

const STANDARD = new Set([
  'address',
  'birthdate',
  'email',
  'email_verified',
  'family_name',
  'gender',
  'given_name',
  'locale',
  'middle_name',
  'name',
  'nickname',
  'phone_number',
  'phone_number_verified',
  'picture',
  'preferred_username',
  'profile',
  'sub',
  'updated_at',
  'website',
  'zoneinfo',
])
const GUARDED = new Set(['email_verified', 'phone_number_verified'])

/** Who sets attributes: a user through an app client, or the pool's administrator. */
export type Writer = { client: Client } | 'administrator'

/** The attributes after a change, checked against the pool's schema.
 *  @throws ServiceError `InvalidParameterException`, `NotAuthorizedException` */
export function changeAttributes(
  pool: Pool,
  current: Record<string, string>,
  changes: AttributeType[],
  writer: Writer,
): Record<string, string> {
  const next = { ...current }
  for (const { Name, Value } of changes) {
    requireWritable(pool, Name, writer)
    if (Name.startsWith('custom:')) requireMutable(pool, Name, current)
    if (Name === 'email' && Value) requireEmail(Value, 'Invalid email address format.')
    if (Name === 'phone_number' && Value && !/^\+\d{1,15}$/.test(Value)) {
      throw invalidParameter('Invalid phone number format.')
    }
    if (GUARDED.has(Name) && Value !== 'true' && Value !== 'false') {
      throw invalidParameter(`Invalid value for attribute ${Name}.`)
    }
    if (Value === undefined || Value === '') delete next[Name]
    else next[Name] = Value
  }
  return next
}

/** The attributes as answers list them, `sub` first. */
export function listAttributes(user: User): AttributeType[] {
  const all = { sub: user.sub, ...user.attributes }
  return Object.entries(all).map(([Name, Value]) => ({ Name, Value }))
}

/** @throws ServiceError when the pool's schema requires attributes that are missing */
export function requireComplete(pool: Pool, attributes: Record<string, string>): void {
  for (const attribute of pool.settings.Schema ?? []) {
    if (attribute.Required && attributes[attribute.Name] === undefined) {
      throw invalidParameter(
        `Attributes did not conform to the schema: ${attribute.Name}: The attribute is required`,
      )
    }
  }
}

function requireWritable(pool: Pool, name: string, writer: Writer): void {
  if (name === 'sub') throw invalidParameter('Cannot modify the non-mutable attribute sub')
  const custom = name.startsWith('custom:')
  const known = custom ? customNames(pool).has(name) : STANDARD.has(name)
  if (!known) {
    throw invalidParameter(
      `Attributes did not conform to the schema: Type for attribute {${name}} could not be determined`,
    )
  }
  if (writer === 'administrator') return
  const writable = writer.client.settings.WriteAttributes
  if (GUARDED.has(name) || (writable && !writable.includes(name))) {
    throw notAuthorized('A client attempted to write unauthorized attribute')
  }
}

function requireMutable(pool: Pool, name: string, current: Record<string, string>): void {
  const attribute = pool.settings.Schema?.find(
    (each) => `custom:${each.Name.replace(/^custom:/, '')}` === name,
  )
  if (attribute?.Mutable === false && current[name] !== undefined) {
    throw invalidParameter(`user.${name}: Attribute cannot be updated. (Already set)`)
  }
}

function customNames(pool: Pool): Set<string> {
  const own = (pool.settings.Schema ?? []).filter((attribute) => !STANDARD.has(attribute.Name))
  return new Set(own.map((attribute) => `custom:${attribute.Name.replace(/^custom:/, '')}`))
}
