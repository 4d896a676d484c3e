import type Database from 'libsql'
import { resourceNotFound } from './errors'
import { readSigningKey, type SigningKey } from './jwt'
import { removePool } from './schema'
import { ClientSettings, PoolSettings } from './settings'
import { prepareStatements, type UserRow, type UserStatus } from './statements'

export interface Pool {
  id: string
  /** What follows the region in the id; part of what passwords are hashed with. */
  shortName: string
  name: string
  settings: PoolSettings
  key: SigningKey
  /** Seeds the decoys that unknown names are answered with. */
  secret: Buffer
  createdAt: number
  modifiedAt: number
}

export interface Client {
  id: string
  pool: string
  name: string
  settings: ClientSettings
  createdAt: number
  modifiedAt: number
}

export interface User {
  pool: string
  username: string
  sub: string
  status: UserStatus
  enabled: boolean
  attributes: Record<string, string>
  salt: string | null
  verifier: string | null
  passwordAt: number | null
  failures: number
  lockedUntil: number
  createdAt: number
  modifiedAt: number
}

/** Pools, clients, users and groups as the database has them. Changes run inside a commit of the caller. */
export class Store {
  private pools = new Map<string, Pool>()
  private clients = new Map<string, Client>()
  readonly sql

  constructor(private readonly database: Database.Database) {
    this.sql = prepareStatements(database)
  }

  removePool(id: string): void {
    removePool(this.database, id)
    this.forget()
  }

  /** Reads pools and clients anew, after the tables were changed. */
  forget(): void {
    this.pools.clear()
    this.clients.clear()
  }

  findPool(id: string): Pool | undefined {
    const known = this.pools.get(id)
    if (known) return known
    const row = this.sql.pool.one(id)
    if (!row) return undefined
    const pool: Pool = {
      id,
      shortName: id.slice(id.indexOf('_') + 1),
      name: row.name,
      settings: PoolSettings.parse(JSON.parse(row.settings)),
      key: readSigningKey(row.kid, row.private_key),
      secret: Buffer.from(row.secret, 'base64'),
      createdAt: row.created_at,
      modifiedAt: row.modified_at,
    }
    this.pools.set(id, pool)
    return pool
  }

  /** @throws ServiceError `ResourceNotFoundException` */
  pool(id: string): Pool {
    const pool = this.findPool(id)
    if (!pool) throw resourceNotFound(`User pool ${id} does not exist.`)
    return pool
  }

  /** @throws ServiceError `ResourceNotFoundException` */
  client(id: string): Client {
    const known = this.clients.get(id)
    if (known) return known
    const row = this.sql.client.one(id)
    if (!row) throw resourceNotFound(`User pool client ${id} does not exist.`)
    const client: Client = {
      id,
      pool: row.pool,
      name: row.name,
      settings: ClientSettings.parse(JSON.parse(row.settings)),
      createdAt: row.created_at,
      modifiedAt: row.modified_at,
    }
    this.clients.set(id, client)
    return client
  }

  /** Finds by user name, by `sub`, or by e-mail address where the pool lets people sign in by it. */
  findUser(pool: Pool, name: string): User | undefined {
    const login = foldCase(pool, name)
    const row = this.sql.byLogin.one(pool.id, login) ?? this.sql.bySub.one(pool.id, name)
    if (row) return toUser(row)
    if (pool.settings.UsernameAttributes?.includes('email')) return this.byEmail(pool, name)
    if (!pool.settings.AliasAttributes?.includes('email')) return undefined
    const alias = this.byEmail(pool, name)
    return alias?.attributes.email_verified === 'true' ? alias : undefined
  }

  bySub(pool: Pool, sub: string): User | undefined {
    const row = this.sql.bySub.one(pool.id, sub)
    return row && toUser(row)
  }

  byEmail(pool: Pool, email: string): User | undefined {
    const row = this.sql.byEmail.one(pool.id, foldCase(pool, email))
    return row && toUser(row)
  }

  users(pool: string, after: string): User[] {
    return this.sql.users.all(pool, after).map(toUser)
  }

  save(pool: Pool, user: User): void {
    const { email } = user.attributes
    this.sql.putUser.run(
      user.pool,
      user.username,
      foldCase(pool, user.username),
      email === undefined ? null : foldCase(pool, email),
      user.sub,
      user.status,
      user.enabled ? 1 : 0,
      JSON.stringify(user.attributes),
      user.salt,
      user.verifier,
      user.passwordAt,
      user.failures,
      user.lockedUntil,
      user.createdAt,
      user.modifiedAt,
    )
  }
}

/** User names and addresses are compared without regard to case, unless the pool says otherwise. */
function foldCase(pool: Pool, text: string): string {
  return pool.settings.UsernameConfiguration?.CaseSensitive === true ? text : text.toLowerCase()
}

function toUser(row: UserRow): User {
  return {
    pool: row.pool,
    username: row.username,
    sub: row.sub,
    status: row.status,
    enabled: row.enabled === 1,
    attributes: JSON.parse(row.attributes),
    salt: row.salt,
    verifier: row.verifier,
    passwordAt: row.password_at,
    failures: row.failures,
    lockedUntil: row.locked_until,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  }
}
