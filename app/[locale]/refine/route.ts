import type { NextRequest } from 'next/server'
import { isLocale } from '@/lib/markets'
import { parseRefinement, ranged, refinedPath } from '@/lib/refinement'

/** What the form of a range asks for, as the path that says so: prices come in whole pounds, paths are in pence. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params
  const fields = request.nextUrl.searchParams
  const to = fields.get('to') ?? ''
  const match = /^(\/[\w-]+\/(?:c\/[\w-]+|search))((?:\/[^/?#\\\s]+)*)(\?q=[^#\s]*)?$/.exec(to)
  if (!isLocale(locale) || !match?.[1]?.startsWith(`/${locale}/`)) return new Response(null, { status: 404 })
  const [, path, refinement = '', suffix = ''] = match
  const parsed = parseRefinement(refinement.split('/').filter(Boolean))
  if (parsed.kind !== 'canonical') return new Response(null, { status: 404 })
  const by = fields.get('by') ?? 'price'
  if (!/^[a-zA-Z0-9][\w-]{0,63}$/.test(by)) return new Response(null, { status: 404 })
  const unit = by === 'price' ? 100 : 1
  const [min, max] = [written(fields.get('min'), unit), written(fields.get('max'), unit)]
  const [low, high] = min !== undefined && max !== undefined && min > max ? [max, min] : [min, max]
  const range = low === undefined && high === undefined ? undefined : { min: low, max: high }
  return new Response(null, {
    status: 303,
    headers: {
      location: refinedPath(path, ranged(parsed.refinement, by, range)) + suffix,
      'cache-control': 'public, s-maxage=86400',
    },
  })
}

const most = 999_999_999

function written(text: string | null, unit: number): number | undefined {
  if (!text || !/^\d{1,9}([.,]\d{1,3})?$/.test(text)) return undefined
  const value = Number(text.replace(',', '.')) * unit
  return Math.min(most, unit === 1 ? value : Math.round(value))
}
