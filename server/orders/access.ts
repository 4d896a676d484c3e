import { createHmac, timingSafeEqual } from 'node:crypto'
import { epochSeconds } from '@/server/platform/clock'
import { config } from '@/server/platform/config'

const lifetimeSeconds = 180 * 86_400

function signature(orderId: string, expires: number): Buffer {
  const secret = config().internalSecret
  if (!secret) throw new Error('INTERNAL_SECRET is not set: orders cannot be opened without an account')
  return createHmac('sha256', secret).update(`order-access:${orderId}:${expires}`).digest()
}

/** A token that opens one order without an account, for half a year: for confirmations, e-mails and guests. */
export function orderToken(orderId: string): string {
  const expires = epochSeconds(lifetimeSeconds)
  return `${signature(orderId, expires).toString('base64url')}.${expires}`
}

/** Whether a token opens this order; compared in constant time. */
export function opensOrder(token: string | undefined, orderId: string): boolean {
  const [given = '', expiry = ''] = token?.split('.') ?? []
  const expires = Number(expiry)
  if (!Number.isInteger(expires) || expires <= epochSeconds()) return false
  const ours = signature(orderId, expires)
  const theirs = Buffer.from(given, 'base64url')
  return theirs.length === ours.length && timingSafeEqual(theirs, ours)
}
