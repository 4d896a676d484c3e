import { closeSync, fdatasync, openSync, readSync, writevSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Segment } from './blobs'

const datasync = promisify(fdatasync)

/** Bodies up to this size are written and read in one go. */
export const SMALL_BYTES = 256 * 1024

/** In one piece: for small bodies, handing each step to another thread costs more than the step. The body and its name are synced at the
 *  same time. */
export async function writeSmall(
  path: string,
  chunks: Uint8Array[],
  size: number,
  syncName: () => Promise<void>,
): Promise<void> {
  const file = openSync(path, 'wx')
  try {
    if (size) {
      const written = writevSync(file, chunks)
      // A short write is how a nearly full disk begins; writing the rest gives the real error.
      if (written < size) writevSync(file, [Buffer.concat(chunks).subarray(written)])
    }
    // Both have ended before the file is closed, also when one fails.
    const synced = await Promise.allSettled([datasync(file), syncName()])
    for (const sync of synced) if (sync.status === 'rejected') throw sync.reason
  } finally {
    closeSync(file)
  }
}

/** As it comes, a stretch at a time. @returns the size of the whole */
export async function writeLarge(
  path: string,
  head: Uint8Array[],
  rest: AsyncIterator<Uint8Array>,
): Promise<number> {
  let gathered = head
  let size = 0
  const file = await open(path, 'wx')
  try {
    for (let next = await rest.next(); !next.done; next = await rest.next()) {
      gathered.push(next.value)
      if (bytesOf(gathered) < SMALL_BYTES) continue
      size += await writeAll(file, gathered)
      gathered = []
    }
    size += await writeAll(file, gathered)
    await file.datasync()
  } finally {
    await file.close()
  }
  return size
}

const bytesOf = (chunks: Uint8Array[]) => chunks.reduce((sum, chunk) => sum + chunk.length, 0)

async function writeAll(file: FileHandle, chunks: Uint8Array[]): Promise<number> {
  const bytes = bytesOf(chunks)
  if (bytes === 0) return 0
  const { bytesWritten } = await file.writev(chunks)
  if (bytesWritten < bytes) await file.writeFile(Buffer.concat(chunks).subarray(bytesWritten))
  return bytes
}

export function readSmall(path: string, slice: Segment): Buffer {
  const file = openSync(path, 'r')
  try {
    const buffer = Buffer.allocUnsafe(slice.size)
    if (readSync(file, buffer, 0, slice.size, slice.offset) === slice.size) return buffer
  } finally {
    closeSync(file)
  }
  throw new Error(`${path} is shorter than the object it belongs to`)
}
