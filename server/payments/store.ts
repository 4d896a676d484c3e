import { GiftCard, GiftCode, GiftMovement } from './gift-card'
import { Payment } from './model'
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
    return { reference: payment.key, ...(due ? { openState: 'unfinished', dueAt: due } : {}) }
  },
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
