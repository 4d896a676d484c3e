import { createHash, randomInt, timingSafeEqual } from 'node:crypto'
import type Database from 'libsql'
import { query } from '@/infra/local/sql'
import { expiredCode, tooManyAttempts, wrongCode } from './errors'
import type { User } from './store'

/** What a code proves. */
export type Purpose = 'sign-up' | 'reset' | 'attribute'

const HOUR = 3_600_000
const LIFETIME: Record<Purpose, number> = { 'sign-up': 24 * HOUR, reset: HOUR, attribute: 24 * HOUR }
const ATTEMPTS = 5
const SENT_PER_HOUR = 20

interface CodeRow {
  digest: string
  target: string
  attempts: number
  sent: number
  window_at: number
  expires_at: number
}

/** The six-digit codes that go out by mail. Only their digests are kept. */
export class Codes {
  private readonly sql

  constructor(
    database: Database.Database,
    private readonly now: () => number,
  ) {
    this.sql = {
      find: query<[string, string, string], CodeRow>(
        database,
        `select digest, target, attempts, sent, window_at, expires_at from codes
         where pool = ? and username = ? and purpose = ?`,
      ),
      put: query<[string, string, string, string, string, number, number, number]>(
        database,
        'insert or replace into codes values (?, ?, ?, ?, ?, 0, ?, ?, ?)',
      ),
      tried: query<[string, string, string]>(
        database,
        'update codes set attempts = attempts + 1 where pool = ? and username = ? and purpose = ?',
      ),
      spend: query<[string, string, string]>(
        database,
        `update codes set digest = '', expires_at = 0 where pool = ? and username = ? and purpose = ?`,
      ),
      removeAll: query<[string, string]>(database, 'delete from codes where pool = ? and username = ?'),
    }
  }

  /** Makes a new code, which replaces the one before. @param target the address that it goes to
   *  @throws ServiceError `LimitExceededException` after too many codes in an hour */
  issue(user: User, purpose: Purpose, target: string): string {
    const now = this.now()
    const before = this.sql.find.one(user.pool, user.username, purpose)
    const sameHour = before !== undefined && now - before.window_at < HOUR
    const sent = (sameHour ? before.sent : 0) + 1
    if (sent > SENT_PER_HOUR) throw tooManyAttempts()
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    this.sql.put.run(
      user.pool,
      user.username,
      purpose,
      digest(user, purpose, code),
      target,
      sent,
      sameHour ? before.window_at : now,
      now + LIFETIME[purpose],
    )
    return code
  }

  /** Takes a code: it is spent when it was right. Returns the error to answer, which must outlive the commit that
   *  counted the attempt, or the address that the code went to. */
  take(user: User, purpose: Purpose, code: string): { target: string } | { error: Error } {
    const row = this.sql.find.one(user.pool, user.username, purpose)
    if (!row || row.digest === '' || row.expires_at <= this.now()) return { error: expiredCode() }
    if (row.attempts >= ATTEMPTS) return { error: tooManyAttempts() }
    const given = Buffer.from(digest(user, purpose, code))
    if (!timingSafeEqual(given, Buffer.from(row.digest))) {
      this.sql.tried.run(user.pool, user.username, purpose)
      return { error: wrongCode() }
    }
    this.sql.spend.run(user.pool, user.username, purpose)
    return { target: row.target }
  }

  forget(user: User): void {
    this.sql.removeAll.run(user.pool, user.username)
  }
}

function digest(user: User, purpose: Purpose, code: string): string {
  return createHash('sha256').update(`${user.pool} ${user.sub} ${purpose} ${code}`).digest('hex')
}
