import { z } from 'zod'
import { UploadId } from '@/server/assets/model'
import { PromotionCode } from '@/server/pricing/model'
import { CartId, CheckoutId, Locale, MarketId, Money, ProductId, Sku } from '@/server/platform/schemas'

/** How many of one thing a cart may hold; forms send it as text. */
export const maxQuantity = 99
export const Quantity = z.coerce.number().int().min(1).max(maxQuantity)

const Words = z.record(z.string(), z.string())
const LineImage = z.object({
  key: z.string(),
  widths: z.array(z.int()),
  width: z.int(),
  height: z.int(),
  alt: Words,
  placeholder: z.string().optional(),
})

/** What a line says of its product, kept as it was when the line was added: names by language, options by label. */
export const LineProduct = z.object({
  productId: ProductId,
  language: z.string(),
  names: Words,
  options: z.array(z.object({ label: Words, value: Words })),
  image: LineImage.optional(),
})
export type LineProduct = z.infer<typeof LineProduct>

export const CartLine = LineProduct.extend({
  sku: Sku,
  quantity: z.int().min(1).max(maxQuantity),
  addedAt: z.iso.datetime(),
  /** The unit price that the shopper has seen last, in minor units of the market's currency. */
  seenPrice: z.int().nonnegative(),
})
export type CartLine = z.infer<typeof CartLine>

export const maxLines = 60

/** What one shopper is about to buy in one market. */
export const Cart = z.object({
  id: CartId,
  /** `gst_…` or `cus_…`. */
  owner: z.string(),
  market: MarketId,
  version: z.int().nonnegative(),
  lines: z.array(CartLine).max(maxLines),
  saved: z.array(CartLine).max(maxLines),
  /** The line that was removed last, for undoing it. */
  removed: CartLine.optional(),
  /** That it had been set aside, and is brought back there. */
  removedFrom: z.literal('saved').optional(),
  promotion: PromotionCode.optional(),
  note: z.string().max(500).optional(),
  giftMessage: z.string().max(300).optional(),
  /** A picture for the card: the upload, and the asset that it became. */
  giftPicture: z.object({ upload: UploadId, asset: z.string() }).optional(),
  /** The one checkout that may buy these lines; two tabs share it. */
  checkoutId: CheckoutId.optional(),
  /** The customer whose cart took these lines over at sign-in. */
  movedTo: z.string().optional(),
  updatedAt: z.iso.datetime(),
})
export type Cart = z.infer<typeof Cart>

/** What the shopper should know before buying. */
export const CartNotice = z.discriminatedUnion('code', [
  z.object({ code: z.literal('price-changed'), sku: Sku, from: Money, to: Money }),
  z.object({ code: z.literal('sold-out'), sku: Sku }),
  z.object({ code: z.literal('too-few'), sku: Sku, available: z.int() }),
  z.object({ code: z.literal('not-sold-here'), sku: Sku }),
  z.object({
    code: z.literal('promotion-refused'),
    promotion: z.string(),
    reason: z.enum(['unknown', 'not-started', 'ended', 'minimum', 'not-here']),
    /** What the goods must come to, where that is the reason. */
    minimum: Money.optional(),
  }),
])
export type CartNotice = z.infer<typeof CartNotice>

/** One line as a shopper reads it, in their language. */
const CartLineView = z.object({
  sku: Sku,
  productId: ProductId,
  name: z.string(),
  /** Language of `name`; differs from the page's where a translation is missing. */
  language: z.string(),
  options: z.array(z.object({ label: z.string(), value: z.string() })),
  image: LineImage.omit({ alt: true }).extend({ alt: z.string() }).optional(),
  quantity: z.int(),
  /** As the market shows it; absent where it is not sold (any more). */
  unitPrice: Money.optional(),
  was: Money.optional(),
  lineTotal: Money.optional(),
  /** `low`: the last few, `available` says how many. */
  stock: z.enum(['in', 'low', 'out']),
  available: z.int().optional(),
})

export const TotalsView = z.object({
  goods: Money,
  /** As a positive amount that is taken off. */
  discount: Money,
  delivery: Money,
  /** Contained in `total` where `taxIncluded`, added to it otherwise. */
  tax: Money,
  taxIncluded: z.boolean(),
  /** False while the tax cannot be known, because the destination decides it. */
  taxKnown: z.boolean(),
  total: Money,
  /** What is missing until the standard delivery is free. */
  untilFreeDelivery: Money.optional(),
})
export type TotalsView = z.infer<typeof TotalsView>

export const CartView = z.object({
  /** Absent while nothing is kept for this browser. */
  id: CartId.optional(),
  version: z.int(),
  market: MarketId,
  locale: Locale,
  /** Pieces, not lines. */
  count: z.int(),
  lines: z.array(CartLineView),
  saved: z.array(CartLineView),
  removed: z.object({ sku: Sku, name: z.string() }).optional(),
  promotion: z.object({ code: z.string(), label: z.string(), applied: z.boolean() }).optional(),
  note: z.string().optional(),
  giftMessage: z.string().optional(),
  giftPicture: z.object({ upload: UploadId, asset: z.string() }).optional(),
  totals: TotalsView,
  notices: z.array(CartNotice),
  /** Whether checkout can begin as it is. */
  ready: z.boolean(),
})
export type CartView = z.infer<typeof CartView>
