import type { Metadata } from 'next'
import { type Locale, defaultLocale, locales } from '@/lib/markets'
import { type Paths, paths } from '@/lib/paths'

/** The canonical address of a page and the same page in the other markets.
 *  @param offered the markets' locales that have it; all where absent */
export function alternates(
  locale: Locale,
  path: (to: Paths) => string,
  offered: readonly Locale[] = locales,
): Pick<Metadata, 'alternates'> {
  const languages: Record<string, string> = Object.fromEntries(
    offered.map((other) => [other, path(paths(other))]),
  )
  if (offered.includes(defaultLocale)) languages['x-default'] = path(paths(defaultLocale))
  return { alternates: { canonical: path(paths(locale)), languages } }
}
