import type { AcceptedType } from './purposes'

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  Buffer.from(bytes.subarray(from, to)).toString('latin1')
const begins = (bytes: Uint8Array, ...expected: number[]): boolean =>
  expected.every((value, index) => bytes[index] === value)

const aviBrands = new Set(['avif', 'avis'])
const mp4Brands = /^(isom|iso[2-9]|mp4[12]|avc1|M4V |MSNV|dash|cmf[cs2]|qt {2})$/

/** What a file really is, by how it begins; `undefined` for whatever is not taken. */
export function sniff(bytes: Uint8Array): AcceptedType | undefined {
  if (begins(bytes, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (begins(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp'
  if (begins(bytes, 0x1a, 0x45, 0xdf, 0xa3)) {
    return ascii(bytes, 0, 64).includes('webm') ? 'video/webm' : undefined
  }
  if (ascii(bytes, 4, 8) === 'ftyp') {
    const brand = ascii(bytes, 8, 12)
    if (aviBrands.has(brand)) return 'image/avif'
    if (mp4Brands.test(brand)) return 'video/mp4'
  }
  return undefined
}
