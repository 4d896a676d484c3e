import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { config } from './config'

/** Opens a durable file of the embedded adapters under the data directory; several processes may share it.
 *  @param schema statements that may run again */
export function embeddedDatabase(name: string, schema: string): Database.Database {
  mkdirSync(config().dataDirectory, { recursive: true })
  const database = new Database(join(config().dataDirectory, `${name}.db`))
  database.pragma('busy_timeout = 10000')
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.exec(schema)
  return database
}
