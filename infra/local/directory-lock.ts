import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'

/** Says in one sentence why the local cloud cannot start; shown to the person without a stack trace. */
export class CannotStart extends Error {}

/** Holds a data directory for this process alone, and gives it back by the returned function. The operating system
 *  owns the lock, so it ends with the process, however that ends; the pid file only helps to name the holder.
 *  @throws CannotStart when another process holds the directory, or it cannot be written */
export function lockDirectory(dataDirectory: string): () => void {
  const pidFile = join(dataDirectory, 'cloud.pid')
  try {
    mkdirSync(dataDirectory, { recursive: true })
    const lock = new Database(join(dataDirectory, 'cloud.lock'))
    lock.exec('BEGIN EXCLUSIVE')
    writeFileSync(pidFile, `${process.pid}\n`)
    return () => lock.close()
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'SQLITE_BUSY') {
      throw new CannotStart(
        `The data directory ${dataDirectory} is in use by another local cloud (process ${holder(pidFile)}). ` +
          'Stop that one, or choose another directory with --data.',
      )
    }
    const reason = error instanceof Error ? error.message : String(error)
    throw new CannotStart(`The data directory ${dataDirectory} cannot be used: ${reason}.`)
  }
}

function holder(pidFile: string): string {
  try {
    return readFileSync(pidFile, 'utf8').trim() || 'unknown'
  } catch {
    return 'unknown'
  }
}
