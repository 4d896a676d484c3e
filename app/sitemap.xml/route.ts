import { connection } from 'next/server'
import { readCategories } from '@/app/_reads/catalogue'
import { childrenOf } from '@/lib/category-tree'
import { type Locale, locales, marketOf } from '@/lib/markets'
import { sitemapIndex } from '@/lib/sitemap'
import { MAX_DEPTH } from '@/server/search/model'
import { searchProducts } from '@/server/search/search'
import { type Slice, slicesOf } from '@/server/search/slices'

/** In each locale one sitemap for the products of each category without categories below it, of a long one one for each part by price,
 *  and one for all other pages. */
export async function GET(): Promise<Response> {
  await connection()
  const site = process.env.SITE_URL ?? 'http://localhost:3000'
  const categories = await readCategories()
  const leaves = categories.filter(({ id }) => childrenOf(categories, id).length === 0)
  const ofLocales = await Promise.all(
    locales.map(async (locale) => {
      const products = await productsOf(locale)
      const ofLeaves = await Promise.all(
        leaves.map(async ({ id }) => {
          const plain = `${site}/${locale}/sitemap/${id}`
          if ((products.get(id) ?? 0) <= MAX_DEPTH) return [plain]
          return (await slicesIn(locale, id)).map(({ min, max }) => `${plain}/${min}-${max}`)
        }),
      )
      return [`${site}/${locale}/sitemap.xml`, ...ofLeaves.flat()]
    }),
  )
  return sitemapIndex(ofLocales.flat())
}

/** How many there are in each category. */
async function productsOf(locale: Locale): Promise<Map<string, number>> {
  const { categories } = await searchProducts({ market: marketOf(locale).id, locale, pageSize: 1 })
  return new Map(categories.map(({ id, count }) => [id, count]))
}

async function slicesIn(locale: Locale, category: string): Promise<Slice[]> {
  const query = { market: marketOf(locale).id, locale, category, pageSize: 1, facets: false } as const
  const { hits } = await searchProducts({ ...query, sort: 'price-desc' })
  return slicesOf({ min: 0, max: hits[0]?.price.amount ?? 0 }, async (price) => {
    const { total } = await searchProducts({ ...query, ranges: { price } })
    return total
  })
}
