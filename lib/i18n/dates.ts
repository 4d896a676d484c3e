import type { Locale } from '@/lib/markets'

const formats = new Map<string, Intl.DateTimeFormat>()

function written(instant: string, locale: Locale, options: Intl.DateTimeFormatOptions): string {
  const key = locale + JSON.stringify(options)
  let format = formats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options })
    formats.set(key, format)
  }
  return format.format(new Date(instant))
}

/** A day in words: 3 November 2026. */
export const longDate = (instant: string, locale: Locale): string =>
  written(instant, locale, { dateStyle: 'long' })

/** A day near now: Tue 3 Nov. */
export const shortDay = (instant: string, locale: Locale): string =>
  written(instant, locale, { weekday: 'short', day: 'numeric', month: 'short' })

/** A day and a time. */
export const dateAndTime = (instant: string, locale: Locale): string =>
  written(instant, locale, { dateStyle: 'medium', timeStyle: 'short' })
