import { randomInt } from 'node:crypto'
import { now } from '@/server/platform/clock'

/** Crockford's alphabet: nothing in it is mistaken for something else on the telephone. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const digit = (value: number): string => alphabet[value % 32] ?? '0'

/** A new order number for people, `Q5KX-7M3Q-92RX`: the day, and forty random bits that cannot be guessed or collide. */
export function newOrderNumber(): string {
  const day = Math.floor(now() / 86_400_000)
  const date = digit(day >> 10) + digit(day >> 5) + digit(day)
  const random = Array.from({ length: 8 }, () => digit(randomInt(32))).join('')
  return `Q${date}-${random.slice(0, 4)}-${random.slice(4)}`
}

/** The number that somebody means, however they wrote it: dashes, spaces, small letters, O for 0, I and L for 1. */
export function normalisedNumber(written: string): string {
  const plain = written
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  return `${plain.slice(0, 4)}-${plain.slice(4, 8)}-${plain.slice(8, 12)}`
}
