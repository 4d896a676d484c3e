import { createReadStream, existsSync, mkdirSync } from 'node:fs'
import { copyFile, link, readdir, rm, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { readSmall, SMALL_BYTES, writeLarge, writeSmall } from './blob-files'
import { DirectorySync } from './directory-sync'

/** A stretch of a blob: an object's body is the concatenation of these. */
export interface Segment {
  blob: string
  /** Bytes into the blob. */
  offset: number
  size: number
}

const SHARDS = 16
/** So many files go into a folder before it is the next one's turn: what is written at the same time shares the folder's sync. */
const IN_A_ROW = 64

/**
 * Bodies as files. A file's name is made here and says nothing about keys; it is written and synced before any row
 * names it, so a body either is complete or is an orphan that the next start sweeps.
 */
export class Blobs {
  private readonly session = `${Date.now().toString(36)}${process.pid.toString(36)}`
  private counter = 0
  private readonly readers = new Map<string, number>()
  private readonly doomed = new Set<string>()

  private readonly directories = new DirectorySync()

  constructor(private readonly root: string) {
    for (let n = 0; n < SHARDS; n++)
      if (!existsSync(this.folder(n))) mkdirSync(this.folder(n), { recursive: true })
  }

  /** Writes a body as it streams in, and resolves when it is on disk. A failed write leaves no file. */
  async write(source: AsyncIterable<Uint8Array>): Promise<{ blob: string; size: number }> {
    const { name, path, folder } = this.fresh()
    const iterator = source[Symbol.asyncIterator]()
    const head: Uint8Array[] = []
    let size = 0
    let next = await iterator.next()
    for (; !next.done && size <= SMALL_BYTES; next = await iterator.next()) {
      head.push(next.value)
      size += next.value.length
    }
    try {
      const syncName = () => this.directories.sync(folder)
      if (next.done) await writeSmall(path, head, size, syncName)
      else {
        head.push(next.value)
        size = await writeLarge(path, head, iterator)
        await syncName()
      }
    } catch (error) {
      await iterator.return?.()
      await rm(path, { force: true })
      throw error
    }
    return { blob: name, size }
  }

  /** Gives the same bytes a second name, without copying them where the file system can. */
  async share(segments: Segment[]): Promise<Segment[]> {
    const names = new Map<string, string>()
    for (const { blob } of segments) {
      if (names.has(blob)) continue
      const { name, path, folder } = this.fresh()
      await link(this.path(blob), path).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EMLINK' && error.code !== 'EPERM') throw error
        return copyFile(this.path(blob), path)
      })
      await this.directories.sync(folder)
      names.set(blob, name)
    }
    return segments.map((segment) => ({ ...segment, blob: names.get(segment.blob) ?? segment.blob }))
  }

  /** Keeps blobs readable, even when they are discarded meanwhile, until the function that it returns is called. */
  lease(segments: Segment[]): () => void {
    const names = segments.map((segment) => segment.blob)
    for (const name of names) this.readers.set(name, (this.readers.get(name) ?? 0) + 1)
    let leased = true
    return () => {
      if (leased) this.release(names)
      leased = false
    }
  }

  /** Reads `length` bytes from `start` over the segments, which the caller has leased. */
  async *read(segments: Segment[], start: number, length: number): AsyncGenerator<Buffer> {
    for (const slice of sliceSegments(segments, start, length)) {
      const path = this.path(slice.blob)
      if (slice.size <= SMALL_BYTES) yield readSmall(path, slice)
      else {
        yield* createReadStream(path, {
          start: slice.offset,
          end: slice.offset + slice.size - 1,
          highWaterMark: SMALL_BYTES,
        })
      }
    }
  }

  /** Deletes files that no row names any more; those being read go when their last reader is done. */
  discard(names: string[]): void {
    for (const name of names) {
      if (this.readers.has(name)) this.doomed.add(name)
      else void this.erase(name)
    }
  }

  /** Deletes every file that `known` does not name, except (unless `own`) those that this process made. */
  async sweep(known: (blob: string) => boolean, own = false): Promise<number> {
    let swept = 0
    let seen = 0
    for (let n = 0; n < SHARDS; n++) {
      for (const name of await readdir(this.folder(n))) {
        if (++seen % 500 === 0) await nextTurn()
        if ((!own && name.startsWith(this.session)) || known(name)) continue
        await this.erase(name)
        swept++
      }
    }
    return swept
  }

  /** Deletes every file. */
  async clear(): Promise<void> {
    await this.sweep(() => false, true)
  }

  close(): void {
    this.directories.close()
  }

  private fresh(): { name: string; path: string; folder: string } {
    const n = this.counter++
    const shard = Math.floor(n / IN_A_ROW) % SHARDS
    const name = `${this.session}-${n.toString(36)}-${shard.toString(16)}`
    return { name, path: this.path(name), folder: this.folder(shard) }
  }

  private folder(n: number): string {
    return join(this.root, n.toString(16))
  }

  private path(name: string): string {
    return join(this.root, name.slice(-1), name)
  }

  private release(names: string[]): void {
    for (const name of names) {
      const left = (this.readers.get(name) ?? 1) - 1
      if (left > 0) this.readers.set(name, left)
      else {
        this.readers.delete(name)
        if (this.doomed.delete(name)) void this.erase(name)
      }
    }
  }

  /** An orphan that could not be deleted now is swept at the next start, so failing is harmless. */
  private async erase(name: string): Promise<void> {
    await unlink(this.path(name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') console.error(`s3: could not delete ${this.path(name)}: ${error.message}`)
    })
  }
}

/** The parts of the segments that make up `length` bytes from `start`. */
export function sliceSegments(segments: Segment[], start: number, length: number): Segment[] {
  const slices: Segment[] = []
  let before = 0
  for (const segment of segments) {
    const from = Math.max(start - before, 0)
    const to = Math.min(start + length - before, segment.size)
    if (to > from) slices.push({ blob: segment.blob, offset: segment.offset + from, size: to - from })
    before += segment.size
  }
  return slices
}
