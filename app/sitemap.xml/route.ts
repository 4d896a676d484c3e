import { connection } from 'next/server'
import { readCategories } from '@/app/_reads/catalogue'
import { childrenOf } from '@/lib/category-tree'
import { locales } from '@/lib/markets'
import { sitemapIndex } from '@/lib/sitemap'

/** One sitemap for each category without categories below it, in each locale, so that none grows over 50,000 pages; and one for what
 *  belongs to no category. */
export async function GET(): Promise<Response> {
  await connection()
  const site = process.env.SITE_URL ?? 'http://localhost:3000'
  const categories = await readCategories()
  const leaves = categories.filter(({ id }) => childrenOf(categories, id).length === 0)
  return sitemapIndex(
    locales.flatMap((locale) => [
      `${site}/${locale}/sitemap.xml`,
      ...leaves.map(({ id }) => `${site}/${locale}/sitemap/${id}`),
    ]),
  )
}
