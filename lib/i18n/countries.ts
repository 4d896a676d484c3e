import type { Locale } from '@/lib/markets'

const names = new Map<Locale, Intl.DisplayNames>()

/** What a country is called. @param code ISO 3166-1 alpha-2 */
export function countryName(code: string, locale: Locale): string {
  let known = names.get(locale)
  if (!known) {
    known = new Intl.DisplayNames(locale, { type: 'region' })
    names.set(locale, known)
  }
  return known.of(code) ?? code
}
