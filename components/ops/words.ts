import { type Values, format } from '@/lib/i18n/format'
import type { Locale } from '@/lib/markets'
import type { OpsMessages } from '@/components/ops/messages'

export type Say = (key: keyof OpsMessages, values?: Values) => string

/** The console's words in the browser. */
export const sayIn =
  (messages: OpsMessages, locale: Locale): Say =>
  (key, values = {}) =>
    format(messages[key], values, locale)

/** How long ago something was, in the largest fitting unit. */
export function ago(instant: string, now: number, say: Say): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(instant)) / 60_000))
  if (minutes === 0) return say('ops.ago.now')
  if (minutes < 60) return say('ops.ago.minutes', { count: minutes })
  const hours = Math.floor(minutes / 60)
  return hours < 48
    ? say('ops.ago.hours', { count: hours })
    : say('ops.ago.days', { count: Math.floor(hours / 24) })
}
