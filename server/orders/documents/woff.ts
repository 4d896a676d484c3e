import { inflateSync } from 'node:zlib'

/** Unpacks a WOFF 1.0 file (W3C Recommendation, 2012) into the plain font that it holds, so that documents need not inflate it over
 *  and over. @throws Error when it is not one */
export function unpackedWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('this is no WOFF file')
  const flavour = woff.readUInt32BE(4)
  const count = woff.readUInt16BE(12)
  const tables = Array.from({ length: count }, (_, index) => {
    const entry = 44 + index * 20
    const offset = woff.readUInt32BE(entry + 4)
    const packed = woff.readUInt32BE(entry + 8)
    const length = woff.readUInt32BE(entry + 12)
    const data = woff.subarray(offset, offset + packed)
    return {
      tag: woff.subarray(entry, entry + 4),
      checksum: woff.subarray(entry + 16, entry + 20),
      data: packed < length ? inflateSync(data) : data,
    }
  })
  const headers = Buffer.alloc(12 + 16 * count)
  const power = 2 ** Math.floor(Math.log2(count))
  headers.writeUInt32BE(flavour, 0)
  headers.writeUInt16BE(count, 4)
  headers.writeUInt16BE(power * 16, 6)
  headers.writeUInt16BE(Math.log2(power), 8)
  headers.writeUInt16BE((count - power) * 16, 10)
  let offset = headers.length
  const bodies = tables.map(({ tag, checksum, data }, index) => {
    const entry = 12 + index * 16
    tag.copy(headers, entry)
    checksum.copy(headers, entry + 4)
    headers.writeUInt32BE(offset, entry + 8)
    headers.writeUInt32BE(data.length, entry + 12)
    const padded = Buffer.alloc(Math.ceil(data.length / 4) * 4)
    data.copy(padded)
    offset += padded.length
    return padded
  })
  return Buffer.concat([headers, ...bodies])
}
