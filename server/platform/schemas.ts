import { z } from 'zod'
import { locales, marketIds } from '@/lib/markets'
import { Id } from '@/server/platform/ids'

/** Schemas of what several rooms speak of. */
export const Locale = z.enum(locales)
export const MarketId = z.enum(marketIds)
export const Currency = z.enum(['GBP', 'EUR', 'USD', 'AED'])
/** An amount in minor units with its currency. */
export const Money = z.object({ amount: z.int(), currency: Currency })

/** What is sold and counted: a variant of a product. */
export const Sku = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'a SKU')
/** A product's name in URLs; stable, chosen by its source. */
export const ProductId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'a product id')

export const CustomerId = Id('cus')
export const OrderId = Id('ord')
export const CheckoutId = Id('chk')
export const CartId = Id('crt')

/** ISO 3166-1 alpha-2. */
const Country = z.string().regex(/^[A-Z]{2}$/, 'a country code of two letters')

/** Where something is sent, in the order and the words of the person who wrote it. */
export const PostalAddress = z.object({
  name: z.string().trim().min(1).max(100),
  company: z.string().trim().max(100).optional(),
  line1: z.string().trim().min(1).max(120),
  line2: z.string().trim().max(120).optional(),
  city: z.string().trim().min(1).max(80),
  region: z.string().trim().max(80).optional(),
  postcode: z.string().trim().max(16).optional(),
  country: Country,
  phone: z
    .string()
    .trim()
    .regex(/^\+?[0-9 ()./-]{5,30}$/)
    .optional(),
})
export type PostalAddress = z.infer<typeof PostalAddress>

/** The picture of a line, in the reader's language. */
export const LinePicture = z.object({
  key: z.string(),
  widths: z.array(z.int()),
  width: z.int(),
  height: z.int(),
  alt: z.string(),
  placeholder: z.string().optional(),
})
