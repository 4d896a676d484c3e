/** A DynamoDB number taken apart: ±0.d₁d₂d₃… × 10^exponent without zeros at either end. */
interface Decimal {
  negative: boolean
  /** Significant digits; empty for zero. */
  digits: string
  exponent: number
}

const pattern = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/

function parse(text: string): Decimal | undefined {
  const match = pattern.exec(text)
  if (!match) return undefined
  const [, sign, whole = '', fraction = '', power = '0'] = match
  if (whole === '' && fraction === '') return undefined
  const all = whole + fraction
  const digits = all.replace(/^0+/, '')
  const leading = all.length - digits.length
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return { negative: false, digits: '', exponent: 0 }
  return { negative: sign === '-', digits: significant, exponent: whole.length - leading + Number(power) }
}

/** The number in DynamoDB's canonical form, or the official sentence that refuses it. */
export function canonicalNumber(text: string): { number: string } | { problem: string } {
  if (/^(?:0|-?[1-9]\d{0,14})$/.test(text)) return { number: text }
  const decimal = parse(text)
  if (!decimal) {
    return { problem: `The parameter cannot be converted to a numeric value${text ? `: ${text}` : ''}` }
  }
  const problem = outOfRange(decimal)
  return problem ? { problem } : { number: format(decimal) }
}

function outOfRange({ digits, exponent }: Decimal): string | undefined {
  if (digits === '') return undefined
  if (exponent > 126) {
    return 'Number overflow. Attempting to store a number with magnitude larger than supported range'
  }
  if (exponent < -129) {
    return 'Number underflow. Attempting to store a number with magnitude smaller than supported range'
  }
  return digits.length > 38 ? 'Attempting to store more than 38 significant digits in a Number' : undefined
}

function format({ negative, digits, exponent }: Decimal): string {
  if (digits === '') return '0'
  const sign = negative ? '-' : ''
  if (exponent <= 0) return `${sign}0.${'0'.repeat(-exponent)}${digits}`
  if (digits.length <= exponent) return `${sign}${digits}${'0'.repeat(exponent - digits.length)}`
  return `${sign}${digits.slice(0, exponent)}.${digits.slice(exponent)}`
}

/** The exact sum (or difference) of two canonical numbers, or the official sentence that refuses the result. */
export function addNumbers(
  one: string,
  other: string,
  subtract: boolean,
): { number: string } | { problem: string } {
  const quick = subtract ? Number(one) - Number(other) : Number(one) + Number(other)
  if (isSafe(one) && isSafe(other) && Number.isSafeInteger(quick)) return { number: String(quick) }
  const [a, aScale] = scaled(one)
  const [b, bScale] = scaled(other)
  const scale = Math.max(aScale, bScale)
  const left = a * 10n ** BigInt(scale - aScale)
  const right = b * 10n ** BigInt(scale - bScale)
  return canonicalNumber(`${subtract ? left - right : left + right}e${-scale}`)
}

function isSafe(text: string): boolean {
  return /^-?\d{1,15}$/.test(text)
}

function scaled(canonical: string): [bigint, number] {
  const [whole = '0', fraction = ''] = canonical.split('.')
  return [BigInt(whole + fraction), fraction.length]
}

/** Negative, zero or positive, as for sorting. */
export function compareNumbers(one: string, other: string): number {
  if (isSafe(one) && isSafe(other)) return Number(one) - Number(other)
  return Buffer.compare(numberBytes(one), numberBytes(other))
}

/** Bytes that sort as the numbers do. */
export function numberBytes(text: string): Buffer {
  const decimal = parse(text)
  if (!decimal) throw new TypeError(`Not a number: ${text}`)
  const { negative, digits, exponent } = decimal
  if (digits === '') return Buffer.from([1])
  const bytes = Buffer.alloc(digits.length + (negative ? 3 : 2))
  bytes[0] = negative ? 0 : 2
  bytes[1] = exponent + 130
  for (let index = 0; index < digits.length; index += 1) bytes[index + 2] = digits.charCodeAt(index)
  if (negative) {
    for (let index = 1; index < bytes.length; index += 1) bytes[index] = 255 - (bytes[index] ?? 0)
  }
  return bytes
}
