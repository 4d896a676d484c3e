import { z } from 'zod'
import { GiftCard, GiftCode, GiftMovement } from './gift-card'
import { Payment } from './model'
import { epochSeconds } from '@/server/platform/clock'
import { entity } from '@/server/platform/tables/entity'

/** After this long somebody else finishes a refund that was begun. */
const unfinishedMilliseconds = 60_000

export const paymentKey = (orderId: string) => ({ pk: `payment#${orderId}`, sk: 'payment' })
export const payments = entity({
  table: 'payments',
  schema: Payment,
  key: (payment) => paymentKey(payment.orderId),
  attributes: (payment) => {
    const open = payment.refunds.find((refund) => !refund.settled)
    const due = open && new Date(Date.parse(open.at) + unfinishedMilliseconds).toISOString()
    const failed = payment.refunds.find((refund) => refund.failed?.retried === false)?.failed
    return {
      reference: payment.key,
      ...(due ? { openState: 'unfinished', dueAt: due } : {}),
      ...(failed && !due ? { openState: 'refund-failed', dueAt: failed.at } : {}),
    }
  },
})

/** An event of the provider that was taken in; the same event again does nothing. */
const Received = z.object({
  id: z.string().max(200),
  type: z.string().max(200),
  at: z.iso.datetime(),
  version: z.int().nonnegative(),
})
const receivedSeconds = 30 * 86_400
export const receivedKey = (id: string) => ({ pk: `webhook#${id}`, sk: 'webhook' })
export const received = entity({
  table: 'payments',
  schema: Received,
  key: (event) => receivedKey(event.id),
  attributes: () => ({ expiresAt: epochSeconds(receivedSeconds) }),
})

export const giftCardKey = (id: string) => ({ pk: `gift-card#${id}`, sk: 'gift-card' })
export const giftCards = entity({
  table: 'payments',
  schema: GiftCard,
  key: (card) => giftCardKey(card.id),
})

export const giftCodeKey = (hash: string) => ({ pk: `gift-code#${hash}`, sk: 'gift-code' })
export const giftCodes = entity({
  table: 'payments',
  schema: GiftCode,
  key: (code) => giftCodeKey(code.hash),
})

export const giftMovements = entity({
  table: 'payments',
  schema: GiftMovement,
  key: ({ giftCard, key }) => ({ pk: `gift-card#${giftCard}`, sk: `movement#${key}` }),
})
