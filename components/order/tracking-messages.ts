import type { Messages } from '@/lib/i18n/messages'

/** What the map says in the browser. */
export const trackingMessageKeys = [
  'tracking.title',
  'tracking.left',
  'tracking.soon',
  'tracking.expected',
  'tracking.map',
  'tracking.zoomIn',
  'tracking.zoomOut',
] as const
export type TrackingMessages = Messages<(typeof trackingMessageKeys)[number]>
