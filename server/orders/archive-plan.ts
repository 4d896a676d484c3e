import type { Retention } from '@/infra/object-life'
import type { Order } from './model'

/** What must be in the archive because of an order. */
export interface DueRecord {
  retention: Retention
  /** Its path beneath the folder of its year. */
  name: string
  /** When what it tells came to be, ISO 8601. It is archived under the year in which that became known, which is the same or the next. */
  at: string
}

/** What the archive must hold of an order as it is now. What is not complete, or whose money is still on the way, comes later. */
export function archivePlan(order: Order): DueRecord[] {
  const { id, fulfilment, invoice, documents = [] } = order
  const over = fulfilment === 'delivered' || (fulfilment === 'cancelled' && isSettled(order))
  return [
    ...(over ? [{ retention: 'order' as const, name: `${id}/${fulfilment}.json`, at: endOf(order) }] : []),
    ...(invoice ? [taxDocument(invoice.number, issueOf(order, invoice.issuedAt))] : []),
    ...documents
      .filter(({ kind }) => kind === 'credit-note')
      .map(({ number, issuedAt }) => taxDocument(number, issuedAt)),
  ]
}

/** Whether the money of a cancelled order is where it belongs. */
export const isSettled = ({ paymentStatus }: Order): boolean =>
  paymentStatus !== 'authorised' && paymentStatus !== 'paid'

const taxDocument = (number: string, at: string): DueRecord => ({
  retention: 'taxDocument',
  name: `${number}.pdf`,
  at,
})

const endings = ['delivered', 'cancelled', 'pieces-cancelled']

/** When an order came to its end: with the last parcel that arrived, or the last piece that could not be had. */
const endOf = ({ timeline, placedAt }: Order): string =>
  timeline.findLast(({ code }) => endings.includes(code))?.at ?? placedAt

/** An invoice bears the day of the payment, and is archived when it is written. */
const issueOf = ({ timeline }: Order, issuedAt: string): string =>
  timeline.find(({ code }) => code === 'invoice-issued')?.at ?? issuedAt
