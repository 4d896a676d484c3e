import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'

export const ALGORITHMS = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const
export type Algorithm = (typeof ALGORITHMS)[number]

/** Bytes of a digest, by algorithm. */
export const DIGEST_BYTES: Record<Algorithm, number> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
}

/** A digest that is fed while bytes stream by. */
export interface Digest {
  update(chunk: Uint8Array): void
  digest(): Buffer
}

export function digestOf(algorithm: Algorithm | 'MD5'): Digest {
  switch (algorithm) {
    case 'CRC32':
      return runningCrc32()
    case 'CRC32C':
      return runningCrc32c()
    case 'CRC64NVME':
      return runningCrc64()
    default:
      return createHash(algorithm.toLowerCase())
  }
}

/** The header that carries a checksum, e.g. `x-amz-checksum-crc32`. */
export const checksumHeader = (algorithm: Algorithm): string => `x-amz-checksum-${algorithm.toLowerCase()}`
/** The element that carries a checksum in a document, e.g. `ChecksumCRC32`. */
export const checksumElement = (algorithm: Algorithm): string => `Checksum${algorithm}`

function runningCrc32(): Digest {
  let value = 0
  return {
    update(chunk) {
      value = crc32(chunk, value)
    },
    digest() {
      const out = Buffer.alloc(4)
      out.writeUInt32BE(value)
      return out
    },
  }
}

/** Eight tables for a reflected 32-bit CRC, so that eight bytes are folded in at a time. */
function tables32(polynomial: number): Uint32Array {
  const tables = new Uint32Array(8 * 256)
  for (let n = 0; n < 256; n++) {
    let c = n
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? (c >>> 1) ^ polynomial : c >>> 1
    tables[n] = c >>> 0
  }
  for (let i = 256; i < tables.length; i++) {
    const previous = at(tables, i - 256)
    tables[i] = (previous >>> 8) ^ at(tables, previous & 255)
  }
  return tables
}

// Typed arrays answer undefined only outside their bounds, and every index here is masked.
const at = (table: Uint32Array, index: number): number => table[index] ?? 0

let crc32cTables: Uint32Array | undefined

function runningCrc32c(): Digest {
  let crc = 0xffffffff
  return {
    update(chunk) {
      const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      crc32cTables ??= tables32(0x82f63b78)
      const t = crc32cTables
      let i = 0
      for (; i + 8 <= chunk.length; i += 8) {
        const low = crc ^ view.getUint32(i, true)
        const high = view.getUint32(i + 4, true)
        crc =
          at(t, 1792 + (low & 255)) ^
          at(t, 1536 + ((low >>> 8) & 255)) ^
          at(t, 1280 + ((low >>> 16) & 255)) ^
          at(t, 1024 + (low >>> 24)) ^
          at(t, 768 + (high & 255)) ^
          at(t, 512 + ((high >>> 8) & 255)) ^
          at(t, 256 + ((high >>> 16) & 255)) ^
          at(t, high >>> 24)
      }
      for (; i < chunk.length; i++) crc = (crc >>> 8) ^ at(t, (crc ^ (chunk[i] ?? 0)) & 255)
    },
    digest() {
      const out = Buffer.alloc(4)
      out.writeUInt32BE((crc ^ 0xffffffff) >>> 0)
      return out
    },
  }
}

/** Tables of CRC-64/NVME (reflected 0x9a6c9329ac4bc9b5) as low and high halves. */
function tables64(): { low: Uint32Array; high: Uint32Array } {
  const low = new Uint32Array(8 * 256)
  const high = new Uint32Array(8 * 256)
  for (let n = 0; n < 256; n++) {
    let l = n
    let h = 0
    for (let bit = 0; bit < 8; bit++) {
      const carry = l & 1
      l = (l >>> 1) | (h << 31)
      h >>>= 1
      if (carry) {
        l ^= 0xac4bc9b5
        h ^= 0x9a6c9329
      }
    }
    low[n] = l >>> 0
    high[n] = h >>> 0
  }
  for (let i = 256; i < low.length; i++) {
    const l = at(low, i - 256)
    const h = at(high, i - 256)
    low[i] = ((l >>> 8) | (h << 24)) ^ at(low, l & 255)
    high[i] = (h >>> 8) ^ at(high, l & 255)
  }
  return { low, high }
}

let crc64Tables: ReturnType<typeof tables64> | undefined

function runningCrc64(): Digest {
  let low = 0xffffffff
  let high = 0xffffffff
  return {
    update(chunk) {
      const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength)
      crc64Tables ??= tables64()
      const { low: tl, high: th } = crc64Tables
      let i = 0
      for (; i + 8 <= chunk.length; i += 8) {
        const a = low ^ view.getUint32(i, true)
        const b = high ^ view.getUint32(i + 4, true)
        const i0 = 1792 + (a & 255)
        const i1 = 1536 + ((a >>> 8) & 255)
        const i2 = 1280 + ((a >>> 16) & 255)
        const i3 = 1024 + (a >>> 24)
        const i4 = 768 + (b & 255)
        const i5 = 512 + ((b >>> 8) & 255)
        const i6 = 256 + ((b >>> 16) & 255)
        const i7 = b >>> 24
        low =
          at(tl, i0) ^
          at(tl, i1) ^
          at(tl, i2) ^
          at(tl, i3) ^
          at(tl, i4) ^
          at(tl, i5) ^
          at(tl, i6) ^
          at(tl, i7)
        high =
          at(th, i0) ^
          at(th, i1) ^
          at(th, i2) ^
          at(th, i3) ^
          at(th, i4) ^
          at(th, i5) ^
          at(th, i6) ^
          at(th, i7)
      }
      for (; i < chunk.length; i++) {
        const index = (low ^ (chunk[i] ?? 0)) & 255
        low = ((low >>> 8) | (high << 24)) ^ at(tl, index)
        high = (high >>> 8) ^ at(th, index)
      }
    },
    digest() {
      const out = Buffer.alloc(8)
      out.writeUInt32BE((high ^ 0xffffffff) >>> 0, 0)
      out.writeUInt32BE((low ^ 0xffffffff) >>> 0, 4)
      return out
    },
  }
}
