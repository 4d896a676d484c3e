import type { NextRequest } from 'next/server'
import { isLocale } from '@/lib/markets'
import { parseRefinement, ranged, refinedPath } from '@/lib/refinement'

/** What the price form of a list asks for, as the path that says so: amounts come in whole pounds, paths are in pence. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params
  const fields = request.nextUrl.searchParams
  const to = fields.get('to') ?? ''
  const match = /^(\/[\w-]+\/(?:c\/[\w-]+|search))((?:\/[^/?#\\\s]+)*)(\?q=[^#\s]*)?$/.exec(to)
  if (!isLocale(locale) || !match?.[1]?.startsWith(`/${locale}/`)) return new Response(null, { status: 404 })
  const [, path, refinement = '', suffix = ''] = match
  const parsed = parseRefinement(refinement.split('/').filter(Boolean))
  if (parsed.kind !== 'canonical') return new Response(null, { status: 404 })
  const [min, max] = [minor(fields.get('min')), minor(fields.get('max'))]
  const [low, high] = min !== undefined && max !== undefined && min > max ? [max, min] : [min, max]
  const range = low === undefined && high === undefined ? undefined : { min: low, max: high }
  return new Response(null, {
    status: 303,
    headers: {
      location: refinedPath(path, ranged(parsed.refinement, 'price', range)) + suffix,
      'cache-control': 'public, s-maxage=86400',
    },
  })
}

const most = 9_999_999

function minor(written: string | null): number | undefined {
  if (!written || !/^\d{1,10}([.,]\d{1,2})?$/.test(written)) return undefined
  return Math.min(most, Math.round(Number(written.replace(',', '.')) * 100))
}
