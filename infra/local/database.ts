import { join } from 'node:path'
import Database from 'libsql'
import { CannotStart } from './directory-lock'

/** Opens a durable SQLite file: a commit that returned survives `kill -9` and loss of power.
 *  @throws CannotStart when the file is damaged, naming it and what to do */
export function openDatabase(dataDirectory: string, name: string): Database.Database {
  const file = join(dataDirectory, `${name}.db`)
  try {
    const database = new Database(file)
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    // Fewer, longer copies from the log into the file: pages that change often are copied once for many commits.
    database.pragma('wal_autocheckpoint = 4000')
    database.pragma('cache_size = -8000')
    const [check] = database.prepare('PRAGMA quick_check(1)').raw().all()
    if (Array.isArray(check) && check[0] !== 'ok') throw new Error(String(check[0]))
    return database
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new CannotStart(
      `The local cloud's data file ${file} is damaged (${reason}). Restore it from a copy, or delete it ` +
        `together with ${file}-wal and ${file}-shm to start that service empty.`,
    )
  }
}
