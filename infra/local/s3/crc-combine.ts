import type { Algorithm } from './checksums'

/** Reflected polynomials and widths of the CRCs whose parts can be joined without reading the bytes again. */
const CRCS: Partial<Record<Algorithm, { width: bigint; polynomial: bigint }>> = {
  CRC32: { width: 32n, polynomial: 0xedb88320n },
  CRC32C: { width: 32n, polynomial: 0x82f63b78n },
  CRC64NVME: { width: 64n, polynomial: 0x9a6c9329ac4bc9b5n },
}

export const canCombine = (algorithm: Algorithm): boolean => CRCS[algorithm] !== undefined

/**
 * CRC of a whole from the CRCs of its consecutive parts: crc(A‖B) = crc(A)·x^(8·|B|) ⊕ crc(B) modulo the polynomial.
 * @throws RangeError for an algorithm that is not a CRC
 */
export function combineCrcs(algorithm: Algorithm, parts: { digest: Buffer; size: number }[]): Buffer {
  const crc = CRCS[algorithm]
  if (!crc) throw new RangeError(`${algorithm} of parts cannot be combined`)
  const one = 1n << (crc.width - 1n)

  // Reflected representation: the top bit stands for x^0, so multiplying by x is a shift to the right.
  const multiply = (a: bigint, b: bigint): bigint => {
    let product = 0n
    for (let mask = one; mask; mask >>= 1n) {
      if (a & mask) product ^= b
      b = b & 1n ? (b >> 1n) ^ crc.polynomial : b >> 1n
    }
    return product
  }
  const shifts = new Map<number, bigint>()
  const shiftOf = (bytes: number): bigint => {
    const known = shifts.get(bytes)
    if (known !== undefined) return known
    let power = one >> 1n
    let shift = one
    for (let bits = BigInt(bytes) * 8n; bits; bits >>= 1n) {
      if (bits & 1n) shift = multiply(shift, power)
      power = multiply(power, power)
    }
    shifts.set(bytes, shift)
    return shift
  }

  const whole = parts.reduce(
    (sum, part) => multiply(shiftOf(part.size), sum) ^ BigInt(`0x${part.digest.toString('hex')}`),
    0n,
  )
  return Buffer.from(whole.toString(16).padStart(Number(crc.width) / 4, '0'), 'hex')
}
