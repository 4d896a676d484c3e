import { preferredLocale } from '@/lib/preferred-locale'

export const dynamic = 'force-dynamic'

/** The bare address chooses a language by what the browser asks for and goes there; nobody is ever sent on from a page that has one. */
export function GET(request: Request): Response {
  return new Response(null, {
    status: 307,
    headers: {
      location: `/${preferredLocale(request.headers.get('accept-language') ?? '')}`,
      vary: 'accept-language',
      'cache-control': 'public, s-maxage=86400',
    },
  })
}
