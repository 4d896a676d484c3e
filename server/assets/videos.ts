import type { AcceptedType } from './purposes'
import { Refused } from './refused'

/** Reads a stretch of a file that is somewhere else. */
export type ReadStretch = (from: number, length: number) => Promise<Uint8Array>

const mostBoxes = 200

/** Looks at how a video is put together, without reading its content. @throws Refused `broken` when it ends too early */
export async function inspectVideo(type: AcceptedType, size: number, read: ReadStretch): Promise<void> {
  if (type === 'video/mp4') await walkBoxes(size, read)
}

/** The boxes of an MP4 must fill it to its last byte, and describe and hold a film.
 *  ISO/IEC 14496-12, 4.2: a box begins with its length in 32 bits; 1 means that 64 bits follow its name, 0 that it is the last. */
async function walkBoxes(size: number, read: ReadStretch): Promise<void> {
  const found = new Set<string>()
  let at = 0
  for (let count = 0; at < size; count++) {
    if (count === mostBoxes || size - at < 8) throw new Refused('broken')
    const head = Buffer.from(await read(at, Math.min(16, size - at)))
    const name = head.toString('latin1', 4, 8)
    let length = head.readUInt32BE(0)
    if (length === 1 && head.length === 16) length = Number(head.readBigUInt64BE(8))
    else if (length === 0) length = size - at
    if (length < 8 || at + length > size || !/^[\x20-\x7e\xa9]{4}$/.test(name)) throw new Refused('broken')
    found.add(name)
    at += length
  }
  if (!found.has('moov') || !(found.has('mdat') || found.has('moof'))) throw new Refused('broken')
}
