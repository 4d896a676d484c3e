import { z } from 'zod'
import { DeliveryMethodId } from '@/server/delivery/model'
import { Pieces, Shipment } from './model'
import { ReturnLine } from './return-model'
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
    giftPicture: z.string().optional(),
  }),
)
/** It is placed and stays where it is until a person has looked at it. */
export const orderHeld = event('OrderHeld', 1, OrderRef)
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

/** Pieces that were ordered cannot be had; `event` names the report that told of it. */
export const piecesCancelled = event(
  'OrderPiecesCancelled',
  1,
  OrderRef.extend({ event: z.string(), lines: z.array(Pieces).min(1) }),
)
export const orderBackordered = event(
  'OrderBackordered',
  1,
  OrderRef.extend({ lines: z.array(Pieces).min(1) }),
)
/** The owner wants it sent elsewhere; the order management decides. */
export const addressChangeRequested = event(
  'OrderAddressChangeRequested',
  1,
  OrderRef.extend({ shipping: PostalAddress }),
)
export const addressChangeRefused = event('OrderAddressChangeRefused', 1, OrderRef)
export const returnRequested = event(
  'ReturnRequested',
  1,
  OrderRef.extend({ rma: z.string(), lines: z.array(ReturnLine).min(1) }),
)
export const returnReceived = event('ReturnReceived', 1, OrderRef.extend({ rma: z.string() }))
/** What was wished for in place of pieces that came back could not be had any more: their money goes back. */
export const exchangeSoldOut = event('ExchangeSoldOut', 1, OrderRef.extend({ rma: z.string() }))
export const returnRefused = event('ReturnRefused', 1, OrderRef.extend({ rma: z.string() }))
/** Money of an order went back; `key` names which of its refunds. */
export const orderRefunded = event('OrderRefunded', 1, OrderRef.extend({ key: z.string(), amount: z.int() }))
/** A document can be downloaded by the owner. */
export const documentIssued = event(
  'OrderDocumentIssued',
  1,
  OrderRef.extend({ name: z.string(), kind: z.enum(['credit-note', 'return-label', 'packing-slip']) }),
)
