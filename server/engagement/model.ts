import { z } from 'zod'

export const messageKinds = [
  'order-placed',
  'order-held',
  'order-lapsed',
  'order-shipped',
  'order-delivered',
  'order-cancelled',
  'pieces-cancelled',
  'order-backordered',
  'address-refused',
  'invoice-issued',
  'return-accepted',
  'return-refused',
  'exchange-sold-out',
  'refund-issued',
  'back-in-stock',
] as const
export type MessageKind = (typeof messageKinds)[number]

/** That a message went out, by the event that caused it. */
export const Sent = z.object({
  event: z.string(),
  kind: z.enum(messageKinds),
  version: z.int().nonnegative(),
})
export type Sent = z.infer<typeof Sent>

/** What templates may name. */
export const templateFields = [
  'number',
  'name',
  'lines',
  'goods',
  'delivery',
  'total',
  'arrival',
  'carrier',
  'tracking',
  'pieces',
  'return',
  'amount',
  'link',
  'shop',
] as const
export type TemplateFields = Readonly<Record<(typeof templateFields)[number], string>>
