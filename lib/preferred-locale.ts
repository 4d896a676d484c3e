import { type Locale, defaultLocale, locales } from '@/lib/markets'

/** The shop's locale that fits an `Accept-Language` header best: the same locale first, then the same language, in the browser's
 *  order of preference. */
export function preferredLocale(header: string): Locale {
  const wanted = header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...rest] = part.trim().split(';')
      const quality = Number(rest.find((piece) => piece.trim().startsWith('q='))?.split('=')[1] ?? 1)
      return { tag: tag.toLowerCase(), quality: Number.isFinite(quality) ? quality : 0 }
    })
    .filter(({ tag, quality }) => tag && quality > 0)
    .sort((a, b) => b.quality - a.quality)
  for (const { tag } of wanted) {
    const exact = locales.find((locale) => locale.toLowerCase() === tag)
    const language = locales.find((locale) => locale.slice(0, 2) === tag.slice(0, 2))
    const found = exact ?? language
    if (found) return found
  }
  return defaultLocale
}
