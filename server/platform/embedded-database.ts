import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { config } from './config'

/** Opens a durable file of the embedded adapters under the data directory; several processes may share it.
 *  @param schema statements that may run again
 *  @param durability whether a commit waits for the disk; what may be done again after a power cut need not */
export function embeddedDatabase(
  name: string,
  schema: string,
  durability: 'synced' | 'repeatable' = 'synced',
): Database.Database {
  mkdirSync(config().dataDirectory, { recursive: true })
  const database = new Database(join(config().dataDirectory, `${name}.db`))
  database.pragma('busy_timeout = 10000')
  database.pragma('journal_mode = WAL')
  database.pragma(`synchronous = ${durability === 'synced' ? 'FULL' : 'NORMAL'}`)
  database.exec(schema)
  return database
}
