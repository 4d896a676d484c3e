import type { NextRequest } from 'next/server'
import { readCards, readCategories } from '@/app/_reads/catalogue'
import { readResults } from '@/app/_reads/search'
import { categoryDocument } from '@/lib/markdown/category'
import { markdown } from '@/lib/markdown/write'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { noRefinement, pageSize, refinedPath } from '@/lib/refinement'

const mostPages = 250

/** A page of a category's list in Markdown: `?page=2` and so on. */
export async function GET(
  request: NextRequest,
  { params }: { params: Promise<{ locale: string; category: string }> },
): Promise<Response> {
  const { locale, category: id } = await params
  const page = Number(request.nextUrl.searchParams.get('page') ?? 1)
  const categories = await readCategories()
  const category = categories.find((one) => one.id === id)
  const missing = new Response(null, { status: 404 })
  if (!isLocale(locale) || !category || !Number.isInteger(page) || page < 1 || page > mostPages)
    return missing
  const refinement = { ...noRefinement, page }
  const { hits, total } = await readResults(locale, { category: id, refinement })
  const pages = Math.max(1, Math.ceil(total / pageSize))
  if (page > pages) return missing
  const cards = await readCards(
    hits.map((hit) => hit.id),
    locale,
  )
  const site = process.env.SITE_URL ?? 'http://localhost:3000'
  const text = categoryDocument({ category, categories, cards, total, page, pages, locale, site })
  const answer = markdown(text, site + paths(locale).category(id) + refinedPath('', refinement))
  answer.headers.set('cache-control', 'public, s-maxage=300, stale-while-revalidate=600')
  return answer
}
