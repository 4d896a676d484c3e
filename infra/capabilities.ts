export const capabilities = [
  'catalogue',
  'inventory',
  'pricing',
  'search',
  'cart',
  'checkout',
  'payments',
  'orders',
  'delivery',
  'customers',
  'sessions',
  'assets',
  'content',
  'reviews',
  'recommendations',
  'engagement',
  'stores',
  'fraud',
  'assistant',
  'feeds',
  'flags',
  'wishlists',
  'operations',
  'archive',
] as const
export type Capability = (typeof capabilities)[number]

/** `public` may stand in any cache; `internal` is the business's own; `personal` and `payment` are encrypted with KMS. */
export type DataClass = 'public' | 'internal' | 'personal' | 'payment'
