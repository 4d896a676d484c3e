import { createReadStream, mkdirSync, readdirSync } from 'node:fs'
import { copyFile, type FileHandle, link, open, rm, unlink } from 'node:fs/promises'
import { join } from 'node:path'

/** A stretch of a blob: an object's body is the concatenation of these. */
export interface Segment {
  blob: string
  /** Bytes into the blob. */
  offset: number
  size: number
}

const GATHER_BYTES = 256 * 1024
const WHOLE_READ_BYTES = 256 * 1024

/**
 * Bodies as files. A file's name is made here and says nothing about keys; it is written and synced before any row
 * names it, so a body either is complete or is an orphan that the next start sweeps.
 */
export class Blobs {
  private readonly session = `${Date.now().toString(36)}${process.pid.toString(36)}`
  private counter = 0
  private readonly readers = new Map<string, number>()
  private readonly doomed = new Set<string>()

  constructor(private readonly root: string) {
    for (let n = 0; n < 256; n++) mkdirSync(join(root, shard(n)), { recursive: true })
  }

  /** Writes a body as it streams in, and resolves when it is on disk. A failed write leaves no file. */
  async write(source: AsyncIterable<Uint8Array>): Promise<{ blob: string; size: number }> {
    const { name, path } = this.fresh()
    let size = 0
    const handle = await open(path, 'wx')
    try {
      let gathered: Uint8Array[] = []
      let bytes = 0
      for await (const chunk of source) {
        gathered.push(chunk)
        bytes += chunk.length
        if (bytes < GATHER_BYTES) continue
        await writeAll(handle, gathered, bytes)
        size += bytes
        gathered = []
        bytes = 0
      }
      if (bytes) await writeAll(handle, gathered, bytes)
      size += bytes
      await handle.datasync()
    } catch (error) {
      await handle.close()
      await rm(path, { force: true })
      throw error
    }
    await handle.close()
    await this.syncDirectory(name)
    return { blob: name, size }
  }

  /** Gives the same bytes a second name, without copying them where the file system can. */
  async share(segments: Segment[]): Promise<Segment[]> {
    const names = new Map<string, string>()
    for (const { blob } of segments) {
      if (names.has(blob)) continue
      const { name, path } = this.fresh()
      await link(this.path(blob), path).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EMLINK' && error.code !== 'EPERM') throw error
        return copyFile(this.path(blob), path)
      })
      await this.syncDirectory(name)
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
      if (slice.size <= WHOLE_READ_BYTES) yield await readSlice(path, slice)
      else {
        yield* createReadStream(path, {
          start: slice.offset,
          end: slice.offset + slice.size - 1,
          highWaterMark: GATHER_BYTES,
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
    for (let n = 0; n < 256; n++) {
      for (const name of readdirSync(join(this.root, shard(n)))) {
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

  private fresh(): { name: string; path: string } {
    const n = this.counter++
    const name = `${this.session}-${n.toString(36)}-${shard(n % 256)}`
    return { name, path: this.path(name) }
  }

  private path(name: string): string {
    return join(this.root, name.slice(-2), name)
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

  /** The name of a new file is itself only durable once its directory is synced. */
  private async syncDirectory(name: string): Promise<void> {
    const directory = await open(join(this.root, name.slice(-2)), 'r')
    try {
      await directory.datasync()
    } finally {
      await directory.close()
    }
  }
}

function shard(n: number): string {
  return n.toString(16).padStart(2, '0')
}

async function writeAll(handle: FileHandle, chunks: Uint8Array[], bytes: number): Promise<void> {
  const { bytesWritten } = await handle.writev(chunks)
  if (bytesWritten === bytes) return
  // A short write is how a nearly full disk begins; writing the rest gives the real error.
  await handle.writeFile(Buffer.concat(chunks).subarray(bytesWritten))
}

async function readSlice(path: string, slice: Segment): Promise<Buffer> {
  const handle = await open(path, 'r')
  try {
    const { bytesRead, buffer } = await handle.read(
      Buffer.allocUnsafe(slice.size),
      0,
      slice.size,
      slice.offset,
    )
    if (bytesRead === slice.size) return buffer
  } finally {
    await handle.close()
  }
  throw new Error(`${path} is shorter than the object it belongs to`)
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
