import type { Locale } from '@/lib/markets'
import type { OpeningHours, Weekday } from '@/server/stores/model'

const week: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Opening hours as a sign at the door has them: runs of days with the same hours, in the order of the week.
 *  @returns days as people of the locale shorten them (`Mon – Fri`), and times as they write them; closed days are left out */
export function doorSign(hours: readonly OpeningHours[], locale: Locale): { days: string; times: string }[] {
  const timesOn = (day: Weekday) =>
    hours
      .filter(({ days }) => days.includes(day))
      .toSorted((a, b) => a.opens.localeCompare(b.opens))
      .map(({ opens, closes }) => `${time(opens, locale)} – ${time(closes, locale)}`)
      .join(', ')
  const runs: { first: Weekday; last: Weekday; times: string }[] = []
  for (const day of week) {
    const times = timesOn(day)
    const run = runs.at(-1)
    if (run?.times === times) run.last = day
    else runs.push({ first: day, last: day, times })
  }
  return runs
    .filter(({ times }) => times !== '')
    .map(({ first, last, times }) => ({
      days: first === last ? dayName(first, locale) : `${dayName(first, locale)} – ${dayName(last, locale)}`,
      times,
    }))
}

/** 2024 began on a Monday. */
const dateOf = (day: Weekday) => new Date(Date.UTC(2024, 0, 1 + week.indexOf(day)))
const dayName = (day: Weekday, locale: Locale) =>
  new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }).format(dateOf(day))

function time(written: string, locale: Locale): string {
  const [hour = 0, minute = 0] = written.split(':').map(Number)
  const format = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' })
  return format.format(new Date(Date.UTC(2024, 0, 1, hour, minute)))
}
