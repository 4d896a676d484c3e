import { closeSync, fsync, openSync } from 'node:fs'
import { promisify } from 'node:util'

const sync = promisify(fsync)

interface Directory {
  file: number
  running: Promise<void> | undefined
  /** The next sync, for all who asked while one was running. */
  next: Promise<void> | undefined
}

/** Syncs directories, because the name of a new file is durable only then. Those who wait together share a sync. */
export class DirectorySync {
  private readonly directories = new Map<string, Directory>()

  /** Resolves when every name that was made in the directory before the call is on disk. */
  sync(path: string): Promise<void> {
    const directory = this.directories.get(path) ?? {
      file: openSync(path, 'r'),
      running: undefined,
      next: undefined,
    }
    this.directories.set(path, directory)
    if (!directory.running) return this.run(directory)
    directory.next ??= directory.running
      .catch(() => {})
      .then(() => {
        directory.next = undefined
        return this.run(directory)
      })
    return directory.next
  }

  close(): void {
    for (const { file } of this.directories.values()) closeSync(file)
    this.directories.clear()
  }

  private run(directory: Directory): Promise<void> {
    directory.running = sync(directory.file).finally(() => {
      directory.running = undefined
    })
    return directory.running
  }
}
