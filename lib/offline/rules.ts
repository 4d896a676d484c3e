import { isLocale, type Locale } from '@/lib/markets'
import { personalSegments } from '@/lib/security-headers.mjs'

/** What the worker does with a request:
 *  `page`: from the network and kept, without a network as it was seen last;
 *  `personal`: from the network and never kept, without a network the page that says so;
 *  `file`: made by the build or the pictures' pipeline, the same for ever under its address, so kept and not asked for again;
 *  `basket`: from the network and kept as what was in it last;
 *  `basket-change`: its answer is what is in the basket now;
 *  `identity`: somebody signs in or out, or is forgotten: so is the basket;
 *  `pass`: none of the worker's business. */
export type Plan = 'page' | 'personal' | 'file' | 'basket' | 'basket-change' | 'identity' | 'pass'

/** As much of a request as a plan depends on. */
interface Asked {
  method: string
  mode: string
  url: string
  headers: Pick<Headers, 'has'>
}

const identityPaths = ['/api/session', '/api/customers/me/erasure']

/** @param origin of the shop */
export function planFor({ method, mode, url, headers }: Asked, origin: string): Plan {
  const { origin: asked, pathname } = new URL(url)
  if (asked !== origin) return 'pass'
  if (method !== 'GET') {
    if (identityPaths.some((path) => pathname.startsWith(path))) return 'identity'
    // A plain form is answered by a redirect, and the page that follows tells the rest.
    return pathname.startsWith('/api/cart') && mode !== 'navigate' ? 'basket-change' : 'pass'
  }
  if (pathname === '/api/cart') return 'basket'
  if (pathname.startsWith('/_next/static/')) return 'file'
  if (pathname.startsWith('/assets/')) return headers.has('range') ? 'pass' : 'file'
  if (mode !== 'navigate') return 'pass'
  const [locale, section] = pathname.slice(1).split('/')
  if (locale === undefined || !isLocale(locale)) return 'pass'
  return section !== undefined && personalSegments.includes(section) ? 'personal' : 'page'
}

/** The locale of a page's address. */
export function localeAt(url: string): Locale | undefined {
  const [locale = ''] = new URL(url).pathname.slice(1).split('/')
  return isLocale(locale) ? locale : undefined
}

/** Whether a page may be kept: one that anybody may see says nothing else, and a refusal is not worth keeping. */
export function mayKeep(response: Pick<Response, 'ok' | 'redirected' | 'headers'>): boolean {
  const type = response.headers.get('content-type') ?? ''
  const control = response.headers.get('cache-control') ?? ''
  return (
    response.ok && !response.redirected && type.startsWith('text/html') && !/no-store|private/.test(control)
  )
}

/** The build's files and pictures that a page's HTML names. */
export const filesIn = (html: string): string[] => [
  ...new Set(html.match(/\/_next\/static\/[\w./~%-]+\.(?:js|css|woff2)/g) ?? []),
]
