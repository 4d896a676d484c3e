import { type Locale, marketOf } from '@/lib/markets'

const formats = new Map<string, Intl.DateTimeFormat>()

function written(
  instant: string,
  locale: Locale,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): string {
  const key = locale + timeZone + JSON.stringify(options)
  let format = formats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { timeZone, ...options })
    formats.set(key, format)
  }
  return format.format(new Date(instant))
}

/** A day is the same day everywhere; an instant belongs to the day that it has in the reader's market. */
const zoneFor = (instant: string, locale: Locale): string =>
  instant.includes('T') ? marketOf(locale).timeZone : 'UTC'

/** America has so many zones that a time without its zone says little. */
const zoneName = (timeZone: string): Intl.DateTimeFormatOptions =>
  /^(America|Pacific)\//.test(timeZone) ? { timeZoneName: 'short' } : {}

/** Where the day has 24 hours they are written with two digits: 04:05, but 4:05 PM. */
const timeOf = (locale: Locale): Intl.DateTimeFormatOptions => {
  const { hour12 } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions()
  return { hour: hour12 ? 'numeric' : '2-digit', minute: '2-digit' }
}

/** A day in words: 3 November 2026. */
export const longDate = (instant: string, locale: Locale): string =>
  written(instant, locale, zoneFor(instant, locale), { dateStyle: 'long' })

/** A day near now: Tue 3 Nov. */
export const shortDay = (instant: string, locale: Locale): string =>
  written(instant, locale, zoneFor(instant, locale), { weekday: 'short', day: 'numeric', month: 'short' })

/** A day and a time, as clocks in the reader's market show it: 3 Nov 2026, 14:05. */
export function dateAndTime(instant: string, locale: Locale): string {
  const { timeZone } = marketOf(locale)
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const
  return written(instant, locale, timeZone, { ...day, ...timeOf(locale), ...zoneName(timeZone) })
}

const quarter = 15 * 60_000

/** When something is about to arrive, to the quarter of an hour after it, as clocks at the place show it: Tue 14:15. */
export function arrival(instant: string, locale: Locale, timeZone: string): string {
  const rounded = new Date(Math.ceil(Date.parse(instant) / quarter) * quarter).toISOString()
  return written(rounded, locale, timeZone, { weekday: 'short', ...timeOf(locale), ...zoneName(timeZone) })
}
