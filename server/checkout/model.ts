import { z } from 'zod'
import { CartLine, TotalsView } from '@/server/cart/model'
import { DeliveryMethodId } from '@/server/delivery/model'
import { Verdict } from '@/server/fraud/model'
import { HoldId } from '@/server/inventory/model'
import { CardSummary, GiftCardId, GiftTender, PaymentToken } from '@/server/payments/model'
import { PromotionCode } from '@/server/pricing/model'
import { Quote } from '@/server/pricing/quote'
import {
  CartId,
  CheckoutId,
  Locale,
  MarketId,
  Money,
  OrderId,
  PostalAddress,
} from '@/server/platform/schemas'

/** open → addressed → ready → paying → (challenge →) authorised → completed; a decline may be paid again. */
export const CheckoutState = z.enum([
  'open',
  'addressed',
  'ready',
  'paying',
  'challenge',
  'authorised',
  'completed',
  'declined',
  'expired',
  'cancelled',
])
export type CheckoutState = z.infer<typeof CheckoutState>

/** What was bought for how much, frozen when the payment begins. */
const Frozen = z.object({
  lines: z.array(CartLine.extend({ unit: z.int().nonnegative() })).min(1),
  quote: Quote,
  promotion: PromotionCode.optional(),
  note: z.string().optional(),
  giftMessage: z.string().optional(),
  /** The key of the asset that is printed on the card. */
  giftPicture: z.string().optional(),
})

const Attempt = z.object({
  /** The provider knows the payment by it: the same however often it is asked. */
  key: z.string(),
  number: z.int().positive(),
  /** Absent where gift cards pay all. */
  token: PaymentToken.optional(),
  /** What gift cards give, set aside when the payment began; the card gives the rest. */
  giftCards: z.array(GiftTender).default([]),
  /** What was thought of it before it began. */
  risk: Verdict.optional(),
  /** Where the shopper proves to their bank who they are. */
  challengeUrl: z.string().optional(),
})

/** Entries that a history keeps: as many as ten payments and a hundred changes of mind need. */
export const historyLength = 200
const HistoryEntry = z.object({
  state: CheckoutState,
  at: z.iso.datetime(),
  /** The version that the move made. */
  version: z.int(),
  /** The request that moved it, as the logs know it; `recovery` for a worker that went on by itself. */
  by: z.string().max(80).optional(),
  /** What was done or what had happened, e.g. `payment 2 began`. */
  what: z.string().max(80).optional(),
})

export const Checkout = z.object({
  id: CheckoutId,
  version: z.int().nonnegative(),
  owner: z.string(),
  cartId: CartId,
  market: MarketId,
  locale: Locale,
  state: CheckoutState,
  email: z.email().max(254).optional(),
  shipping: PostalAddress.optional(),
  /** Absent: as the shipping address. */
  billing: PostalAddress.optional(),
  delivery: DeliveryMethodId.optional(),
  /** Gift cards that shall pay, as far as they go, in this order. */
  giftCards: z
    .array(z.object({ id: GiftCardId, last4: z.string() }))
    .max(5)
    .default([]),
  frozen: Frozen.optional(),
  attempt: Attempt.optional(),
  /** Payments that were begun. */
  attempts: z.int().nonnegative().default(0),
  card: CardSummary.optional(),
  /** The hold of the goods while a payment is under way, and how long it lasts. */
  holdId: HoldId.optional(),
  heldUntil: z.iso.datetime().optional(),
  /** Attempts that must still be given up at the provider, whatever becomes of them. */
  toGiveUp: z.array(z.string()).max(50).default([]),
  declined: z.enum(['card-declined', 'challenge-failed', 'sold-out', 'abandoned']).optional(),
  /** Chosen at the beginning, so that there can never be two orders of one checkout. */
  orderId: OrderId,
  orderNumber: z.string(),
  history: z.array(HistoryEntry).max(historyLength),
  createdAt: z.iso.datetime(),
  /** When a worker has to look after it, while a payment is under way. */
  dueAt: z.iso.datetime().optional(),
})
export type Checkout = z.infer<typeof Checkout>

export const ContactEmail = z.string().trim().toLowerCase().pipe(z.email().max(254))

/** What the shopper tells, all at once or in steps; forms send empty fields for what was left out. */
const blank = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional())
export const AddressInput = z.preprocess(
  (value) =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).filter(([, field]) => field !== ''))
      : value,
  PostalAddress,
)
export const CheckoutDetails = z.object({
  email: blank(ContactEmail),
  shipping: AddressInput.optional(),
  billing: AddressInput.optional(),
  /** A form's way to say that `billing` is to be ignored. */
  billingSame: blank(z.union([z.boolean(), z.stringbool()])),
  delivery: blank(DeliveryMethodId),
})
export type CheckoutDetails = z.infer<typeof CheckoutDetails>

export const PaymentRequest = z.object({
  /** What the provider's card fields gave for the card; we never see the card itself. Not needed where gift cards pay all. */
  token: z.preprocess((value) => (value === '' ? undefined : value), PaymentToken.optional()),
  /** The total that the shopper has read and agrees to, in minor units. */
  expectedTotal: z.coerce.number().int().nonnegative(),
  /** What of it the card is to pay, where gift cards pay a part; otherwise the total. */
  expectedDue: z.coerce.number().int().nonnegative().optional(),
})
export type PaymentRequest = z.infer<typeof PaymentRequest>

export const DeliveryOption = z.object({
  id: DeliveryMethodId,
  amount: Money,
  /** Calendar days from today, as promised. */
  earliest: z.iso.date(),
  latest: z.iso.date(),
  selected: z.boolean(),
})

/** As much of an address as delivery and tax depend on; forms send empty words for what they leave out. */
export const Place = z.object({
  country: PostalAddress.shape.country,
  postcode: blank(PostalAddress.shape.postcode),
  region: blank(PostalAddress.shape.region),
})
export type Place = z.infer<typeof Place>

/** What a cart would cost sent to a place. */
export const DeliveryEstimate = z.object({
  place: Place,
  options: z.array(DeliveryOption.omit({ selected: true }).extend({ totals: TotalsView })),
})
export type DeliveryEstimate = z.infer<typeof DeliveryEstimate>

export const CheckoutView = z.object({
  id: CheckoutId,
  version: z.int(),
  state: CheckoutState,
  /** What is missing before payment can begin. */
  missing: z.array(z.enum(['email', 'shipping', 'delivery', 'lines'])),
  email: z.string().optional(),
  shipping: PostalAddress.optional(),
  billing: PostalAddress.optional(),
  deliveryOptions: z.array(DeliveryOption),
  totals: TotalsView,
  /** What each gift card gives, and what is left to pay by card. */
  giftCards: z.array(z.object({ id: GiftCardId, last4: z.string(), amount: Money })),
  due: Money,
  /** Pieces. */
  count: z.int(),
  /** The bank wants to hear from the shopper: send the browser there. */
  challenge: z.object({ url: z.string() }).optional(),
  declined: z.enum(['card-declined', 'challenge-failed', 'sold-out', 'abandoned']).optional(),
  /** While a payment is under way: the goods are kept until then. */
  heldUntil: z.iso.datetime().optional(),
  /** The confirmed order; `token` opens it for a guest on any device. */
  order: z.object({ id: OrderId, number: z.string(), token: z.string() }).optional(),
})
export type CheckoutView = z.infer<typeof CheckoutView>
