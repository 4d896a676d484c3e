import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto'
import { promisify } from 'node:util'
import { isJsonObject, type JsonObject } from '@/infra/local/requests'

/** A pool's signing key. */
export interface SigningKey {
  kid: string
  privateKey: KeyObject
  publicKey: KeyObject
}

/** Makes a key pair to be kept; takes about a tenth of a second. */
export async function generateSigningKey(): Promise<{ kid: string; privatePem: string }> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const kid = createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64')
  return { kid, privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

export function readSigningKey(kid: string, privatePem: string): SigningKey {
  const privateKey = createPrivateKey(privatePem)
  return { kid, privateKey, publicKey: createPublicKey(privateKey) }
}

/** The public half, as the JWKS document shows it. */
export function toJwk({ kid, publicKey }: SigningKey): JsonObject {
  return { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }
}

export function signJwt(key: SigningKey, claims: JsonObject): string {
  const content = `${encode({ kid: key.kid, alg: 'RS256' })}.${encode(claims)}`
  return `${content}.${sign('RSA-SHA256', Buffer.from(content), key.privateKey).toString('base64url')}`
}

/** The claims of a token without any check; `undefined` for what is no token. */
export function decodeJwt(token: string): JsonObject | undefined {
  const parts = token.split('.')
  if (parts.length !== 3 || !parts[1]) return undefined
  try {
    const claims: unknown = JSON.parse(Buffer.from(parts[1], 'base64url').toString('utf8'))
    return isJsonObject(claims) ? claims : undefined
  } catch {
    return undefined
  }
}

/** Whether the key signed this token. Says nothing about its age. */
export function isSignedBy(key: SigningKey, token: string): boolean {
  const [header = '', claims = '', signature = ''] = token.split('.')
  const expected = encode({ kid: key.kid, alg: 'RS256' })
  const content = Buffer.from(`${header}.${claims}`)
  return (
    header === expected && verify('RSA-SHA256', content, key.publicKey, Buffer.from(signature, 'base64url'))
  )
}

const encode = (value: JsonObject): string => Buffer.from(JSON.stringify(value)).toString('base64url')
