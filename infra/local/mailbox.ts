import type Database from 'libsql'
import { ulid } from 'ulid'
import type { Commits } from './commits'
import { createMissing } from './database'
import type { LocalMail } from './service'
import { query } from './sql'

export interface KeptMail extends LocalMail {
  id: string
  /** ISO 8601, on the clock that tests may move. */
  at: string
}

/** The e-mails and text messages that the cloud would have sent, newest first. */
export interface Mailbox {
  /** Keeps a message before anything else happens. */
  deliver(message: LocalMail): void
  /** Keeps a message together with whatever else is being kept. */
  post(message: LocalMail): Promise<void>
  /** At most 200 messages, to one address when `to` is given. */
  list(to?: string): KeptMail[]
  clear(): void
}

/** Opens the mailbox; a message that was delivered outlives the process. */
export function openMailbox(database: Database.Database, commits: Commits, now: () => number): Mailbox {
  createMissing(
    database,
    `CREATE TABLE IF NOT EXISTS mail (
    number INTEGER PRIMARY KEY AUTOINCREMENT, recipient TEXT NOT NULL, message TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS mail_recipient ON mail (recipient, number)`,
  )
  const insert = query<[string, string]>(database, 'INSERT INTO mail (recipient, message) VALUES (?, ?)')
  const all = query<[], { message: string }>(
    database,
    'SELECT message FROM mail ORDER BY number DESC LIMIT 200',
  )
  const some = query<[string], { message: string }>(
    database,
    'SELECT message FROM mail WHERE recipient = ? ORDER BY number DESC LIMIT 200',
  )
  const keep = (message: LocalMail): void => {
    const kept: KeptMail = { id: `msg_${ulid()}`, at: new Date(now()).toISOString(), ...message }
    insert.run(message.to.toLowerCase(), JSON.stringify(kept))
  }
  return {
    deliver: (message) => commits.now(() => keep(message)),
    post: (message) => commits.run(() => keep(message)),
    list(to) {
      const rows = to === undefined ? all.all() : some.all(to.toLowerCase())
      return rows.map((row): KeptMail => JSON.parse(row.message))
    },
    clear() {
      database.exec('DELETE FROM mail')
    },
  }
}
