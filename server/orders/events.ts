import { z } from 'zod'
import { DeliveryMethodId } from '@/server/delivery/model'
import { Shipment } from './model'
import { event } from '@/server/platform/events'
import { Currency, Locale, MarketId, OrderId, PostalAddress, ProductId, Sku } from '@/server/platform/schemas'

const OrderRef = z.object({ orderId: OrderId, number: z.string(), customerId: z.string() })

/** Everything that whoever packs and sends the order has to know. */
export const orderPlaced = event(
  'OrderPlaced',
  1,
  OrderRef.extend({
    market: MarketId,
    locale: Locale,
    currency: Currency,
    /** Minor units. */
    total: z.int().nonnegative(),
    lines: z.array(z.object({ sku: Sku, productId: ProductId, quantity: z.int().positive() })).min(1),
    shipping: PostalAddress,
    delivery: DeliveryMethodId,
    note: z.string().optional(),
    giftMessage: z.string().optional(),
  }),
)
export const orderPaid = event('OrderPaid', 1, OrderRef)
export const orderShipped = event('OrderShipped', 1, OrderRef.extend({ shipment: Shipment }))
export const orderDelivered = event('OrderDelivered', 1, OrderRef)
/** The owner wants it back while it may still be stopped; the order management decides. */
export const cancellationRequested = event('OrderCancellationRequested', 1, OrderRef)
export const orderCancelled = event('OrderCancelled', 1, OrderRef)
export const invoiceIssued = event(
  'InvoiceIssued',
  1,
  OrderRef.extend({ invoice: z.string(), key: z.string() }),
)
