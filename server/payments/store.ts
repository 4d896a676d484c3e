import { Payment } from './model'
import { entity } from '@/server/platform/tables/entity'

export const paymentKey = (orderId: string) => ({ pk: `payment#${orderId}`, sk: 'payment' })
export const payments = entity({
  table: 'payments',
  schema: Payment,
  key: (payment) => paymentKey(payment.orderId),
  attributes: (payment) => ({ reference: payment.key }),
})
