import type { Messages } from '@/lib/i18n/messages'

export const offlineKeys = [
  'offline.title',
  'offline.text',
  'offline.retry',
  'offline.basket',
  'offline.basketNone',
  'offline.seen',
  'cart.total',
] as const
export type OfflineMessages = Messages<(typeof offlineKeys)[number]>
