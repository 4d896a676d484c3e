import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type Database from 'libsql'
import { type MovableClock, openClock } from './clock'
import { type CredentialStore, openCredentials } from './credentials'
import { openDatabase, settle } from './database'
import { lockDirectory } from './directory-lock'
import { Faults } from './faults'
import { Functions } from './functions'
import { Commits } from './commits'
import { type Mailbox, openMailbox } from './mailbox'
import type { LocalContext } from './service'

/** The context that services see, and what the door steers behind it. */
export interface CloudContext {
  context: LocalContext
  clock: MovableClock
  credentials: CredentialStore
  faults: Faults
  functions: Functions
  mailbox: Mailbox
  /** Resolves when what is new is on the disk. */
  settled(): Promise<void>
  /** Closes every file and gives the data directory back. */
  close(): void
}

/** Opens a data directory for this process alone.
 *  @throws CannotStart when it is in use, not writable or damaged */
export function openContext(dataDirectory: string): CloudContext {
  const root = resolve(dataDirectory)
  const unlock = lockDirectory(root)
  const databases = new Map<string, Database.Database>()
  const database = (name: string) => {
    const opened = openDatabase(root, name)
    databases.set(name, opened)
    return opened
  }
  const close = () => {
    for (const opened of databases.values()) opened.close()
    unlock()
  }
  try {
    const clock = openClock(root)
    const shell = database('cloud')
    const commits = new Commits(shell)
    const credentials = openCredentials(shell, commits, clock.now)
    const mailbox = openMailbox(shell, commits, clock.now)
    const faults = new Faults()
    const functions = new Functions()
    const context: LocalContext = {
      directory(name) {
        const path = join(root, name)
        mkdirSync(path, { recursive: true })
        return path
      },
      database,
      now: clock.now,
      wallNow: () => Date.now(),
      credentials: (accessKeyId) => credentials.find(accessKeyId),
      deliver: (message) => mailbox.deliver(message),
      fault: (service, operation) => faults.take(service, operation),
      invoke: (name, event) => functions.invoke(name, event),
      peers: {},
      region: 'us-east-1',
      accountId: '000000000000',
    }
    const settled = () => settle(root, databases)
    return { context, clock, credentials, faults, functions, mailbox, settled, close }
  } catch (error) {
    close()
    throw error
  }
}
