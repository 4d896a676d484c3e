import { readCategories } from '@/app/_reads/catalogue'
import { isLocale, marketOf } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { sitemap } from '@/lib/sitemap'
import { MAX_DEPTH } from '@/server/search/model'
import { searchProducts } from '@/server/search/search'

const pageSize = 60

/** The pages of one category in one locale: its own and those of its products. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ locale: string; category: string }> },
): Promise<Response> {
  const { locale, category } = await params
  const known = isLocale(locale) && (await readCategories()).some(({ id }) => id === category)
  if (!isLocale(locale) || !known) return new Response(null, { status: 404 })
  const site = process.env.SITE_URL ?? 'http://localhost:3000'
  const to = paths(locale)
  const pages = [to.category(category)]
  for (let page = 1; page * pageSize <= MAX_DEPTH; page++) {
    const { hits, total } = await searchProducts({
      market: marketOf(locale).id,
      locale,
      category,
      sort: 'name',
      page,
      pageSize,
      facets: false,
    })
    pages.push(...hits.map(({ id }) => to.product(id)))
    if (page * pageSize >= total) break
  }
  return sitemap(pages.map((path) => site + path))
}
