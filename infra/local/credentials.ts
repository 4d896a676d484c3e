import { randomBytes } from 'node:crypto'
import type Database from 'libsql'
import type { Commits } from './commits'
import { createMissing } from './database'
import type { LocalCredential } from './service'
import { query } from './sql'

/** The operator's key pair. It is no secret: it opens a cloud that listens on loopback alone. */
export const operator = {
  accessKeyId: 'quayside-local',
  secretAccessKey: 'quayside-local-secret-key-not-for-aws',
} as const

const day = 86_400_000

/** The access keys that the cloud accepts: the operator's, and temporary ones. */
export interface CredentialStore {
  find(accessKeyId: string): LocalCredential | undefined
  /** Temporary credentials of a capability's role, as its task would get them from AWS; for an hour where nothing is said. */
  issue(role: string, seconds?: number): Required<LocalCredential>
}

/** Opens the store; issued credentials outlive a restart. */
export function openCredentials(
  database: Database.Database,
  commits: Commits,
  now: () => number,
): CredentialStore {
  createMissing(
    database,
    `CREATE TABLE IF NOT EXISTS credentials (
    access_key_id TEXT PRIMARY KEY, secret TEXT NOT NULL, token TEXT NOT NULL,
    expires_at INTEGER NOT NULL, role TEXT NOT NULL) WITHOUT ROWID`,
  )
  const insert = query<[string, string, string, number, string]>(
    database,
    'INSERT INTO credentials VALUES (?, ?, ?, ?, ?)',
  )
  const sweep = query<[number]>(database, 'DELETE FROM credentials WHERE expires_at < ?')
  const select = query<[string], { secret: string; token: string; expires_at: number; role: string }>(
    database,
    'SELECT secret, token, expires_at, role FROM credentials WHERE access_key_id = ?',
  )
  const cache = new Map<string, LocalCredential>([[operator.accessKeyId, operator]])
  return {
    find(accessKeyId) {
      const known = cache.get(accessKeyId)
      if (known) return known
      const row = select.one(accessKeyId)
      if (!row) return undefined
      const { secret: secretAccessKey, token: sessionToken, expires_at: expiresAt, role } = row
      const credential = { accessKeyId, secretAccessKey, sessionToken, expiresAt, role }
      cache.set(accessKeyId, credential)
      return credential
    },
    issue(role, seconds = 3600) {
      const credential = {
        accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
        secretAccessKey: randomBytes(30).toString('base64url'),
        sessionToken: randomBytes(48).toString('base64url'),
        expiresAt: now() + seconds * 1000,
        role,
      }
      const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = credential
      commits.now(() => {
        // Expired ones stay known for a day, so that they are answered as expired rather than unknown.
        sweep.run(now() - day)
        insert.run(accessKeyId, secretAccessKey, sessionToken, expiresAt, role)
      })
      cache.set(credential.accessKeyId, credential)
      return credential
    },
  }
}
