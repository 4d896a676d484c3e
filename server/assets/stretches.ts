/** Reads a stretch of a file that is somewhere else. */
export type ReadStretch = (from: number, length: number) => Promise<Uint8Array>

const ahead = 64 * 1024

/** Reads a file that is somewhere else by small pieces with few requests: what stands next to a piece comes along with it. What
 *  would reach beyond the end is as long as there is.
 *  @param size of the whole file, in bytes */
export function readingAhead(
  size: number,
  read: ReadStretch,
): (from: number, length: number) => Promise<Buffer> {
  let at = 0
  let block: Buffer = Buffer.alloc(0)
  return async (from, length) => {
    const wanted = Math.max(0, Math.min(length, size - from))
    if (from < at || from + wanted > at + block.length) {
      block = Buffer.from(await read(from, Math.min(Math.max(wanted, ahead), size - from)))
      at = from
    }
    return block.subarray(from - at, from - at + wanted)
  }
}
