import { type Locale, defaultLocale, locales } from '@/lib/markets'

export const dynamic = 'force-dynamic'

/** The bare address chooses a language by what the browser asks for and goes there; nobody is ever sent on from a page that has one. */
export function GET(request: Request): Response {
  return new Response(null, {
    status: 307,
    headers: {
      location: `/${preferred(request.headers.get('accept-language') ?? '')}`,
      vary: 'accept-language',
      'cache-control': 'public, s-maxage=86400',
    },
  })
}

/** The shop's locale that fits best: the same locale first, then the same language, in the browser's order of preference. */
function preferred(header: string): Locale {
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
