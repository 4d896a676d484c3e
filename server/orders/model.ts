import { z } from 'zod'
import { LineProduct, TotalsView } from '@/server/cart/model'
import { DeliveryMethodId } from '@/server/delivery/model'
import { CardSummary } from '@/server/payments/model'
import { Quote } from '@/server/pricing/quote'
import { OrderDocument, OrderRefund, Return } from './return-model'
import {
  CheckoutId,
  Currency,
  LinePicture,
  Locale,
  MarketId,
  Money,
  OrderId,
  PostalAddress,
  Sku,
} from '@/server/platform/schemas'

/** How far the goods are. Only forward, whatever order the messages come in. */
export const Fulfilment = z.enum([
  'received',
  'acknowledged',
  'picking',
  'partly-shipped',
  'shipped',
  'delivered',
  'cancelled',
])
export type Fulfilment = z.infer<typeof Fulfilment>
export const PaymentStatus = z.enum(['authorised', 'paid', 'voided', 'partly-refunded', 'refunded'])

export const OrderLine = LineProduct.extend({
  sku: Sku,
  quantity: z.int().positive(),
  /** Minor units, as the market shows it. */
  unit: z.int().nonnegative(),
})

export const TimelineCode = z.enum([
  'placed',
  'paid',
  'acknowledged',
  'picking',
  'shipped',
  'delivered',
  'backordered',
  'cancellation-requested',
  'cancelled',
  'refunded',
  'invoice-issued',
  'pieces-cancelled',
  'address-changed',
  'address-refused',
  'out-for-delivery',
  'return-requested',
  'return-approved',
  'return-received',
  'return-refused',
  'exchange-sent',
  'exchange-sold-out',
])
export type TimelineCode = z.infer<typeof TimelineCode>
const TimelineEntry = z.object({
  code: TimelineCode,
  at: z.iso.datetime(),
  /** The event that told of it; once each. */
  event: z.string().optional(),
  shipment: z.string().optional(),
})

export const Pieces = z.object({ sku: Sku, quantity: z.int().positive() })
export type Pieces = z.infer<typeof Pieces>

export const Shipment = z.object({
  id: z.string().max(60),
  carrier: z.string().max(60),
  tracking: z.string().max(80),
  lines: z.array(z.object({ sku: Sku, quantity: z.int().positive() })),
  shippedAt: z.iso.datetime(),
  deliveredAt: z.iso.datetime().optional(),
  /** The carrier's photograph of where it was left, in the orders' private prefix. */
  proof: z.string().optional(),
})
export type Shipment = z.infer<typeof Shipment>

export const Order = z.object({
  id: OrderId,
  /** For people: `Q5KX-7M3Q-92RX`. */
  number: z.string(),
  version: z.int().nonnegative(),
  /** `cus_…`, or `gst_…` of a guest. */
  customerId: z.string(),
  checkoutId: CheckoutId,
  locale: Locale,
  market: MarketId,
  currency: Currency,
  email: z.string(),
  lines: z.array(OrderLine).min(1),
  quote: Quote,
  promotion: z.string().optional(),
  note: z.string().optional(),
  giftMessage: z.string().optional(),
  /** The key of the asset that is printed on the card. */
  giftPicture: z.string().optional(),
  shipping: PostalAddress,
  billing: PostalAddress,
  delivery: z.object({
    method: DeliveryMethodId,
    amount: z.int(),
    earliest: z.iso.date(),
    latest: z.iso.date(),
  }),
  card: CardSummary.optional(),
  /** What gift cards gave, in minor units; the card gave the rest. */
  giftCards: z.array(z.object({ last4: z.string(), amount: z.int().positive() })).optional(),
  paymentStatus: PaymentStatus,
  fulfilment: Fulfilment,
  /** Absent for nearly all orders: nobody had to look at them. */
  review: z.enum(['pending', 'approved', 'rejected', 'lapsed']).optional(),
  cancellation: z.object({ requestedAt: z.iso.datetime(), refused: z.boolean().default(false) }).optional(),
  shipments: z.array(Shipment).max(100),
  timeline: z.array(TimelineEntry).max(300),
  invoice: z.object({ key: z.string(), number: z.string(), issuedAt: z.iso.datetime() }).optional(),
  placedAt: z.iso.datetime(),
  /** Pieces that could not be had, by the report that told of it. */
  cancelled: z.array(Pieces.extend({ event: z.string() })).optional(),
  /** Pieces that are waited for. */
  backordered: z.array(Pieces).optional(),
  /** Where it should have gone before the owner changed it; the order management has the last word. */
  addressChange: z
    .object({
      askedAt: z.iso.datetime(),
      previous: PostalAddress,
      state: z.enum(['asked', 'taken', 'refused']),
    })
    .optional(),
  returns: z.array(Return).max(20).optional(),
  refunds: z.array(OrderRefund).max(40).optional(),
  documents: z.array(OrderDocument).max(200).optional(),
  /** The order in exchange for whose pieces this one goes out. */
  exchangeFor: z.object({ orderId: OrderId, number: z.string(), rma: z.string() }).optional(),
})
export type Order = z.infer<typeof Order>

/** Something that happened to a return, as the order's timeline has it. */
const ReturnStep = TimelineEntry.pick({ code: true, at: true })

const OrderLineView = z.object({
  sku: Sku,
  productId: z.string(),
  name: z.string(),
  language: z.string(),
  options: z.array(z.object({ label: z.string(), value: z.string() })),
  image: LinePicture.optional(),
  quantity: z.int(),
  unitPrice: Money,
  lineTotal: Money,
})

/** What the owner sees of an order, in the language of the page. */
export const OrderView = z.object({
  id: OrderId,
  number: z.string(),
  placedAt: z.iso.datetime(),
  locale: Locale,
  market: MarketId,
  email: z.string(),
  lines: z.array(OrderLineView),
  count: z.int(),
  totals: TotalsView,
  /** Tax by rate, in percent. */
  taxes: z.array(z.object({ rate: z.number(), base: Money, amount: Money })),
  promotion: z.string().optional(),
  note: z.string().optional(),
  giftMessage: z.string().optional(),
  shipping: PostalAddress,
  billing: PostalAddress,
  delivery: z.object({
    method: DeliveryMethodId,
    amount: Money,
    earliest: z.iso.date(),
    latest: z.iso.date(),
  }),
  card: CardSummary.optional(),
  giftCards: z.array(z.object({ last4: z.string(), amount: Money })),
  paymentStatus: PaymentStatus,
  fulfilment: Fulfilment,
  /** A person is looking at the order before it goes on. */
  underReview: z.boolean(),
  /** Whether the owner may still ask to cancel it. */
  cancellable: z.boolean(),
  cancellationRequested: z.boolean(),
  shipments: z.array(Shipment.omit({ proof: true }).extend({ proofReady: z.boolean() })),
  timeline: z.array(TimelineEntry.pick({ code: true, at: true })),
  /** Pieces that could not be had. */
  cancelled: z.array(Pieces),
  backordered: z.array(Pieces),
  addressChangeable: z.boolean(),
  addressChange: z.enum(['asked', 'taken', 'refused']).optional(),
  /** Pieces that may be sent back now, and until when. */
  returnable: z.array(Pieces),
  returnUntil: z.iso.date().optional(),
  returns: z.array(Return.extend({ steps: z.array(ReturnStep) })),
  refunds: z.array(
    OrderRefund.pick({ amount: true, reason: true, at: true, settled: true }).extend({ amount: Money }),
  ),
  documents: z.array(OrderDocument.omit({ key: true })),
  exchangeFor: z.object({ number: z.string() }).optional(),
  /** Whether the invoice can be downloaded already. */
  invoiceReady: z.boolean(),
})
export type OrderView = z.infer<typeof OrderView>

export const OrderSummary = OrderView.pick({
  id: true,
  number: true,
  placedAt: true,
  count: true,
  fulfilment: true,
  paymentStatus: true,
}).extend({ total: Money, names: z.array(z.string()) })
export type OrderSummary = z.infer<typeof OrderSummary>

export const OrderPage = z.object({ orders: z.array(OrderSummary), cursor: z.string().optional() })
export type OrderPage = z.infer<typeof OrderPage>

/** Access to one order without an account: the signature of the order's id, from the confirmation or the e-mail. */
export const OrderToken = z.string().regex(/^[\w-]{20,120}\.\d{10,12}$/)

export const InvoiceLink = z.object({
  url: z.url(),
  /** When the link stops working; ask again for another. */
  expiresAt: z.iso.datetime(),
  fileName: z.string(),
})
export type InvoiceLink = z.infer<typeof InvoiceLink>
