import {
  createDiffieHellman,
  createHash,
  createHmac,
  getDiffieHellman,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

/**
 * Secure Remote Password as Cognito speaks it: the 3072-bit group 15 of RFC 3526 with generator 2, SHA-256, and a key
 * derived by HKDF from the shared secret. Numbers travel as hexadecimal text.
 */
const PRIME = getDiffieHellman('modp15').getPrime()
const N = toNumber(PRIME)
const GENERATOR = 2n
const LENGTH = PRIME.length
const MULTIPLIER = toNumber(sha256(padded(N), padded(GENERATOR)))
/** Native modular exponentiation; a thousand times the speed of doing it with bigints. */
const group = createDiffieHellman(PRIME, 2)

/** What is kept instead of a password. */
export interface Verifier {
  salt: string
  verifier: string
}

/** What the server remembers between the two steps of a sign-in. */
export interface SrpExchange {
  clientPublic: string
  serverPublic: string
  serverPrivate: string
  verifier: string
}

/** Makes the verifier of a new password. @param poolName the pool's id after its region */
export function makeVerifier(poolName: string, username: string, password: string): Verifier {
  const salt = randomBytes(16).toString('hex')
  return { salt, verifier: verifierOf(poolName, username, password, salt) }
}

/** Whether the password is the one that the verifier was made of. */
export function checkPassword(poolName: string, username: string, password: string, kept: Verifier): boolean {
  const wanted = Buffer.from(kept.verifier, 'hex')
  const given = Buffer.from(verifierOf(poolName, username, password, kept.salt), 'hex')
  return wanted.length === given.length && timingSafeEqual(wanted, given)
}

/** A verifier that no password fits, always the same for the same seed: the answer to names that nobody has. */
export function decoyVerifier(seed: Buffer): Verifier {
  const salt = createHmac('sha256', seed).update('salt').digest('hex').slice(0, 32)
  const parts = Array.from({ length: LENGTH / 32 }, (_, index) =>
    createHmac('sha256', seed).update(`verifier ${index}`).digest(),
  )
  return { salt, verifier: fixed(toNumber(Buffer.concat(parts)) % N).toString('hex') }
}

/** The first step: answers the client's public value with the server's. `undefined` when the client's is illegal. */
export function beginExchange(clientPublic: string, verifier: string): SrpExchange | undefined {
  if (!/^[0-9a-f]{1,1024}$/i.test(clientPublic) || fromHex(clientPublic) % N === 0n) return undefined
  const serverPrivate = randomBytes(32).toString('hex')
  const own = power(GENERATOR, Buffer.from(serverPrivate, 'hex'))
  const serverPublic = (MULTIPLIER * fromHex(verifier) + own) % N
  return { clientPublic, serverPublic: serverPublic.toString(16), serverPrivate, verifier }
}

/** The second step: whether the client's signature proves that it knows the password. */
export function proves(
  exchange: SrpExchange,
  signed: { poolName: string; username: string; secretBlock: Buffer; timestamp: string; signature: string },
): boolean {
  const key = sessionKey(exchange)
  const expected = createHmac('sha256', key)
    .update(signed.poolName)
    .update(signed.username)
    .update(signed.secretBlock)
    .update(signed.timestamp)
    .digest()
  const given = Buffer.from(signed.signature, 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function sessionKey({ clientPublic, serverPublic, serverPrivate, verifier }: SrpExchange): Buffer {
  const [a, b] = [fromHex(clientPublic), fromHex(serverPublic)]
  const scramble = sha256(padded(a), padded(b))
  const base = (a * power(fromHex(verifier), scramble)) % N
  const secret = power(base, Buffer.from(serverPrivate, 'hex'))
  const extracted = createHmac('sha256', padded(toNumber(scramble)))
    .update(padded(secret))
    .digest()
  return createHmac('sha256', extracted)
    .update('Caldera Derived Key')
    .update(Buffer.from([1]))
    .digest()
    .subarray(0, 16)
}

function verifierOf(poolName: string, username: string, password: string, salt: string): string {
  const identity = sha256(Buffer.from(`${poolName}${username}:${password}`))
  const exponent = sha256(padded(fromHex(salt)), identity)
  return fixed(power(GENERATOR, exponent)).toString('hex')
}

function power(base: bigint, exponent: Buffer): bigint {
  group.setPrivateKey(exponent)
  return toNumber(group.computeSecret(fixed(base)))
}

function sha256(...parts: Buffer[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** The number's bytes, with a zero in front where the first bit would else read as a sign. */
function padded(number: bigint): Buffer {
  const hex = number.toString(16)
  const even = hex.length % 2 === 0 ? hex : `0${hex}`
  return Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex')
}

function fixed(number: bigint): Buffer {
  return Buffer.from(number.toString(16).padStart(LENGTH * 2, '0'), 'hex')
}

function fromHex(hex: string): bigint {
  return BigInt(`0x${hex}`)
}

function toNumber(bytes: Buffer): bigint {
  return fromHex(bytes.toString('hex'))
}
