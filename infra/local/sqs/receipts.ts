import { randomBytes } from 'node:crypto'
import { receiptHandleInvalid } from './errors'

export interface Receipt {
  queue: number
  seq: number
  /** Names one receive of the message; a later receive makes it stale. */
  token: string
}

export function newToken(): string {
  return randomBytes(18).toString('base64url')
}

/** The opaque handle that a consumer deletes a message by. */
export function toHandle(receipt: Receipt): string {
  return Buffer.from(`${receipt.queue}:${receipt.seq}:${receipt.token}`).toString('base64')
}

/** @throws ServiceError `ReceiptHandleIsInvalid` for what this queue never handed out */
export function fromHandle(handle: string, queue: number): Receipt {
  const parts = /^(\d+):(\d+):([\w-]{24})$/.exec(Buffer.from(handle, 'base64').toString('latin1'))
  if (!parts?.[3] || Number(parts[1]) !== queue) throw receiptHandleInvalid(handle)
  return { queue, seq: Number(parts[2]), token: parts[3] }
}
