import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type Database from 'libsql'
import { query } from '@/infra/local/sql'
import { notAuthorized, refreshTokenReused, unauthorized, unsupportedToken } from './errors'
import { decodeJwt, isSignedBy, signJwt } from './jwt'
import { tokenLifetimes } from './settings'
import type { Client, Pool, Store, User } from './store'

const SCOPE = 'aws.cognito.signin.user.admin'

interface SignIn {
  origin: string
  pool: string
  client: string
  username: string
  auth_time: number
  expires_at: number
  revoked_at: number | null
}

interface RefreshRow extends SignIn {
  replaced_at: number | null
}

export interface AuthenticationResult {
  AccessToken: string
  IdToken: string
  RefreshToken?: string
  ExpiresIn: number
  TokenType: 'Bearer'
}

/** What an access token stands for, once it has been checked. */
export interface Session {
  pool: Pool
  client: Client
  user: User
}

/** The tokens of signed-in users. Refresh tokens are kept as digests; what one sign-in led to can be revoked together. */
export class Tokens {
  private readonly sql

  constructor(
    database: Database.Database,
    private readonly store: Store,
    private readonly region: string,
    private readonly now: () => number,
  ) {
    this.sql = {
      signIn: query<[string], SignIn>(database, 'select * from sign_ins where origin = ?'),
      add: query<[string, string, string, string, number, number]>(
        database,
        'insert into sign_ins (origin, pool, client, username, auth_time, expires_at) values (?, ?, ?, ?, ?, ?)',
      ),
      revoke: query<[number, string]>(
        database,
        'update sign_ins set revoked_at = ? where origin = ? and revoked_at is null',
      ),
      revokeAll: query<[number, string, string]>(
        database,
        'update sign_ins set revoked_at = ? where pool = ? and username = ? and revoked_at is null',
      ),
      addRefresh: query<[string, string]>(
        database,
        'insert into refresh_tokens (digest, origin) values (?, ?)',
      ),
      refresh: query<[string], RefreshRow>(
        database,
        `select s.*, r.replaced_at from refresh_tokens r join sign_ins s on s.origin = r.origin where r.digest = ?`,
      ),
      replace: query<[number, string]>(
        database,
        'update refresh_tokens set replaced_at = ? where digest = ? and replaced_at is null',
      ),
      sweepTokens: query<[number]>(
        database,
        'delete from refresh_tokens where origin in (select origin from sign_ins where expires_at < ?)',
      ),
      sweep: query<[number]>(database, 'delete from sign_ins where expires_at < ?'),
    }
  }

  issuer(pool: Pool): string {
    return `https://cognito-idp.${this.region}.amazonaws.com/${pool.id}`
  }

  /** The tokens of a new sign-in. Runs inside a commit. */
  begin(pool: Pool, client: Client, user: User): AuthenticationResult {
    const now = this.now()
    const signIn: SignIn = {
      origin: randomUUID(),
      pool: pool.id,
      client: client.id,
      username: user.username,
      auth_time: now,
      expires_at: now + tokenLifetimes(client.settings).refresh * 1000,
      revoked_at: null,
    }
    this.sql.add.run(signIn.origin, pool.id, client.id, user.username, now, signIn.expires_at)
    return { ...this.issue(pool, client, user, signIn), RefreshToken: this.newRefreshToken(signIn) }
  }

  /** New tokens for a refresh token, and a new refresh token where the client rotates them. Runs inside a commit.
   *  @throws ServiceError `NotAuthorizedException`, `RefreshTokenReuseException` */
  refresh(client: Client, token: string): AuthenticationResult {
    const now = this.now()
    const row = this.sql.refresh.one(digest(token))
    if (!row || row.client !== client.id) throw notAuthorized('Invalid Refresh Token')
    if (row.revoked_at !== null) throw notAuthorized('Refresh Token has been revoked')
    if (row.expires_at <= now) throw notAuthorized('Refresh Token has expired')
    const rotation = client.settings.RefreshTokenRotation
    const grace = (rotation?.RetryGracePeriodSeconds ?? 0) * 1000
    if (row.replaced_at !== null && now > row.replaced_at + grace) throw refreshTokenReused()
    const pool = this.store.pool(client.pool)
    const user = this.store.findUser(pool, row.username)
    if (!user?.enabled) throw notAuthorized('User is disabled.')
    const result = this.issue(pool, client, user, row)
    if (rotation?.Feature !== 'ENABLED') return result
    this.sql.replace.run(now, digest(token))
    return { ...result, RefreshToken: this.newRefreshToken(row) }
  }

  /** Checks an access token as the service's own operations do.
   *  @throws ServiceError `NotAuthorizedException` */
  authenticate(token: string): Session {
    const claims = decodeJwt(token)
    const invalid = () => notAuthorized('Invalid Access Token')
    const issuer = typeof claims?.iss === 'string' ? claims.iss : ''
    const pool = this.store.findPool(issuer.slice(issuer.lastIndexOf('/') + 1))
    if (!claims || !pool || !isSignedBy(pool.key, token)) throw invalid()
    if (issuer !== this.issuer(pool) || claims.token_use !== 'access') throw invalid()
    if (typeof claims.exp !== 'number' || claims.exp * 1000 <= this.now()) {
      throw notAuthorized('Access Token has expired')
    }
    const signIn = typeof claims.origin_jti === 'string' ? this.sql.signIn.one(claims.origin_jti) : undefined
    if (signIn && signIn.revoked_at !== null) throw notAuthorized('Access Token has been revoked')
    const user = typeof claims.sub === 'string' ? this.store.bySub(pool, claims.sub) : undefined
    if (!signIn || !user) throw invalid()
    if (!user.enabled) throw notAuthorized('User is disabled.')
    return { pool, client: this.store.client(signIn.client), user }
  }

  /** Ends the sign-in that a refresh token belongs to; one that is unknown or expired is passed over.
   *  @throws ServiceError when it is no refresh token, or another client's */
  revoke(client: Client, token: string): void {
    if (decodeJwt(token)) throw unsupportedToken()
    const row = this.sql.refresh.one(digest(token))
    if (!row) return
    if (row.client !== client.id) throw unauthorized('Refresh token was issued to another client.')
    this.sql.revoke.run(this.now(), row.origin)
  }

  /** Ends every sign-in of a user. */
  revokeAll(user: User): void {
    this.sql.revokeAll.run(this.now(), user.pool, user.username)
  }

  private newRefreshToken(signIn: SignIn): string {
    const token = randomBytes(96).toString('base64url')
    // An access token may outlive its refresh token, so what has expired is kept for another day.
    const longAgo = this.now() - 86_400_000
    this.sql.sweepTokens.run(longAgo)
    this.sql.sweep.run(longAgo)
    this.sql.addRefresh.run(digest(token), signIn.origin)
    return token
  }

  private issue(pool: Pool, client: Client, user: User, signIn: SignIn): AuthenticationResult {
    const lifetimes = tokenLifetimes(client.settings)
    const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000)
    const iat = seconds(this.now())
    const groups = this.store.sql.groupsOf.all(pool.id, user.username)
    const [first] = groups.filter((group) => group.role !== null)
    const common = {
      sub: user.sub,
      ...(groups.length > 0 ? { 'cognito:groups': groups.map((group) => group.name) } : {}),
      iss: this.issuer(pool),
      origin_jti: signIn.origin,
      event_id: randomUUID(),
      auth_time: seconds(signIn.auth_time),
      iat,
    }
    return {
      AccessToken: signJwt(pool.key, {
        ...common,
        client_id: client.id,
        token_use: 'access',
        scope: SCOPE,
        exp: iat + lifetimes.access,
        jti: randomUUID(),
        username: user.username,
      }),
      IdToken: signJwt(pool.key, {
        ...identityClaims(user, client.settings.ReadAttributes),
        ...common,
        ...(first ? { 'cognito:preferred_role': first.role } : {}),
        'cognito:username': user.username,
        aud: client.id,
        token_use: 'id',
        exp: iat + lifetimes.id,
        jti: randomUUID(),
      }),
      ExpiresIn: lifetimes.access,
      TokenType: 'Bearer',
    }
  }
}

function identityClaims(user: User, readable: string[] | undefined): Record<string, string | boolean> {
  const claims: Record<string, string | boolean> = {}
  for (const [name, value] of Object.entries(user.attributes)) {
    if (readable && !readable.includes(name)) continue
    claims[name] = name === 'email_verified' || name === 'phone_number_verified' ? value === 'true' : value
  }
  return claims
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
