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

/** What is shown of a page where it is shared. Its picture is made of what it is called and shows (`app/[locale]/social`).
 *  @param path of the page */
export const shared = (
  path: string,
  words: { title: string; description?: string; shop: string },
  type?: 'article',
): Pick<Metadata, 'openGraph' | 'twitter'> => ({
  openGraph: {
    ...(type ? { type } : {}),
    title: words.title,
    description: words.description,
    url: path,
    siteName: words.shop,
    images: [{ url: `${path}/social.jpg`, width: 1200, height: 630, alt: words.title }],
  },
  twitter: { card: 'summary_large_image' },
})
