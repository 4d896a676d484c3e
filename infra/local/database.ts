import { existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'libsql'
import { z } from 'zod'
import { CannotStart } from './directory-lock'

/** Opens a durable SQLite file: a commit that returned survives `kill -9` and loss of power. What a new file consists of is not on the disk
 *  before `settle`.
 *  @throws CannotStart when the file is damaged, naming it and what to do */
export function openDatabase(dataDirectory: string, name: string): Database.Database {
  const file = join(dataDirectory, `${name}.db`)
  const isNew = !existsSync(file)
  try {
    const database = new Database(file)
    database.pragma(`synchronous = ${isNew ? 'OFF' : 'FULL'}`)
    database.pragma('journal_mode = WAL')
    // Fewer, longer copies from the log into the file: pages that change often are copied once for many commits.
    database.pragma('wal_autocheckpoint = 4000')
    database.pragma('cache_size = -8000')
    if (!isNew) checkPages(database)
    return database
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new CannotStart(
      `The local cloud's data file ${file} is damaged (${reason}). Restore it from a copy, or delete it ` +
        `together with ${file}-wal and ${file}-shm to start that service empty.`,
    )
  }
}

function checkPages(database: Database.Database): void {
  const [check] = database.prepare('PRAGMA quick_check(1)').raw().all()
  if (Array.isArray(check) && check[0] !== 'ok') throw new Error(String(check[0]))
}

/** Creates what is missing, in one commit: each would cost a sync of the disk by itself.
 *  @param statements `create … if not exists …`, with semicolons between them */
export function createMissing(database: Database.Database, statements: string): void {
  database.exec(`begin immediate; ${statements}; commit`)
}

/** Brings what new files consist of to the disk, all at once: one sync after the other is most of what a first start would cost. Before
 *  anybody is answered.
 *  @param databases by the names that they were opened by */
export async function settle(
  dataDirectory: string,
  databases: ReadonlyMap<string, Database.Database>,
): Promise<void> {
  const files = [...databases.keys()].map((name) => join(dataDirectory, `${name}.db`))
  const written = files.flatMap((file) => [file, `${file}-wal`]).filter(existsSync)
  await Promise.all([...written, dataDirectory].map(sync))
  for (const database of databases.values())
    if (Unsynchronised.safeParse(database.pragma('synchronous')).success)
      database.pragma('synchronous = FULL')
}

const Unsynchronised = z.tuple([z.object({ synchronous: z.literal(0) })])

async function sync(path: string): Promise<void> {
  const file = await open(path)
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
