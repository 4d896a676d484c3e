import { createHash, randomInt } from 'node:crypto'

/** Crockford's alphabet: no letter that could be read as another sign. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const length = 16

/** A new code of 80 random bits, for people: `7K3M-…` in four groups. */
export function newGiftCode(): string {
  const signs = Array.from({ length }, () => alphabet[randomInt(alphabet.length)])
  return signs.join('').match(/.{4}/g)?.join('-') ?? ''
}

/** A code as it was typed, made what it was meant to be; `undefined` where it cannot be one. */
export function normalisedGiftCode(typed: string): string | undefined {
  const signs = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')
  return signs.length === length && [...signs].every((sign) => alphabet.includes(sign)) ? signs : undefined
}

/** What is stored of a code. Codes are random, so a plain hash cannot be guessed back. */
export const giftCodeHash = (normalised: string): string =>
  createHash('sha256').update(`gift-code:${normalised}`).digest('base64url')
