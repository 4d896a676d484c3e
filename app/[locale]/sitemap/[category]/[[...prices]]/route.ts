import { readCategories } from '@/app/_reads/catalogue'
import { isLocale, marketOf } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { sitemap } from '@/lib/sitemap'
import { MAX_DEPTH } from '@/server/search/model'
import { searchProducts } from '@/server/search/search'

const pageSize = 60

interface Params {
  locale: string
  category: string
  prices?: string[]
}

/** The pages of a category's products in one locale; of a long one, those of what costs from … to …. */
export async function GET(_request: Request, { params }: { params: Promise<Params> }): Promise<Response> {
  const { locale, category, prices } = await params
  const price = prices && rangeOf(prices)
  const known = isLocale(locale) && (await readCategories()).some(({ id }) => id === category)
  if (!isLocale(locale) || !known || (prices && !price)) return new Response(null, { status: 404 })
  const site = process.env.SITE_URL ?? 'http://localhost:3000'
  const to = paths(locale)
  const pages: string[] = []
  for (let page = 1; page * pageSize <= MAX_DEPTH; page++) {
    const { hits, total } = await searchProducts({
      market: marketOf(locale).id,
      locale,
      category,
      ranges: price && { price },
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

/** `1000-1999`, in minor units. */
function rangeOf([range = '', ...others]: readonly string[]): { min: number; max: number } | undefined {
  const [, min, max] = /^(\d{1,12})-(\d{1,12})$/.exec(range) ?? []
  const ends = { min: Number(min), max: Number(max) }
  return others.length === 0 && ends.min <= ends.max ? ends : undefined
}
