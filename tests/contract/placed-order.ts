import type { Order } from '@/server/orders/model'

/** Writes an order as it would stand in the table: paid, delivered or cancelled by what the test changes.
 *  @param placedAt ISO 8601 */
export async function placedOrder(
  number: string,
  placedAt: string,
  change: (order: Order) => Partial<Order> = () => ({}),
): Promise<Order> {
  const { newId } = await import('@/server/platform/ids')
  const { quote } = await import('@/server/pricing/quote')
  const { orders } = await import('@/server/orders/store')
  const lines = [{ sku: 'MUG-1', quantity: 1, unit: 1000, taxClass: 'standard' as const }]
  const address = { name: 'Ada Quay', line1: '1 Rope Walk', city: 'London', country: 'GB' }
  const order: Order = {
    id: newId('ord'),
    number,
    version: 0,
    customerId: newId('cus'),
    checkoutId: newId('chk'),
    locale: 'en-GB',
    market: 'GB',
    currency: 'GBP',
    email: 'ada@example.com',
    lines: lines.map((line) => ({
      ...line,
      productId: 'mug-1',
      language: 'en',
      names: { en: 'Mug' },
      options: [],
    })),
    quote: quote({ market: 'GB', lines, delivery: 0 }),
    shipping: address,
    billing: address,
    delivery: { method: 'standard', amount: 0, earliest: '2026-11-23', latest: '2026-11-25' },
    paymentStatus: 'paid',
    fulfilment: 'received',
    shipments: [],
    timeline: [{ code: 'placed', at: placedAt }],
    placedAt,
  }
  return orders.create({ ...order, ...change(order) })
}

/** What an order has when its invoice was written then. */
export const invoicedAt = (at: string) => (order: Order) => ({
  invoice: {
    key: `customers/${order.customerId}/orders/${order.id}/invoice.pdf`,
    number: `INV-${order.number}`,
    issuedAt: at,
  },
  timeline: [...order.timeline, { code: 'paid' as const, at }, { code: 'invoice-issued' as const, at }],
})
