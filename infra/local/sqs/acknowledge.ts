import { invalidParameter, messageNotInFlight, receiptHandleExpired } from './errors'
import { refreshGroup } from './groups'
import type { Queue } from './queues'
import { fromHandle } from './receipts'
import type { Store } from './settle'

const LONGEST = 43_200

/** Deletes a received message. One that is gone already, or that a later receive holds, is passed over in silence.
 *  @throws ServiceError when the handle is none of this queue's, or (FIFO) has expired */
export function deleteMessage(store: Store, queue: Queue, handle: string, now: number): void {
  const receipt = fromHandle(handle, queue.id)
  const row = store.sql.message.one(receipt.seq, queue.id)
  if (!row) return
  const stale = row.receipt !== receipt.token
  if (queue.fifo && (stale || row.visible_at <= now)) throw receiptHandleExpired(handle)
  if (stale) return
  store.sql.remove.run(row.seq)
  if (queue.fifo && row.grp !== null) refreshGroup(store.sql, queue.id, row.grp, now)
}

/** Hides a received message for so many seconds from now; 0 shows it at once.
 *  @throws ServiceError `MessageNotInflight`, `InvalidParameterValue` */
export function changeVisibility(
  store: Store,
  queue: Queue,
  handle: string,
  seconds: number,
  now: number,
): void {
  const receipt = fromHandle(handle, queue.id)
  if (seconds < 0 || seconds > LONGEST) {
    throw invalidParameter(
      `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: VisibilityTimeout must be an integer between 0 and ${LONGEST}.`,
    )
  }
  const row = store.sql.message.one(receipt.seq, queue.id)
  if (!row) {
    throw invalidParameter(
      `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    )
  }
  if (row.receipt !== receipt.token) throw receiptHandleExpired(handle)
  if (row.visible_at <= now) throw messageNotInFlight(handle)
  if (now + seconds * 1000 - (row.received_at ?? now) > LONGEST * 1000) {
    throw invalidParameter(
      `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [${LONGEST} seconds].`,
    )
  }
  store.sql.hide.run(now + seconds * 1000, row.seq)
  if (queue.fifo && row.grp !== null) refreshGroup(store.sql, queue.id, row.grp, now)
}
