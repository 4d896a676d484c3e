import { readCategories } from '@/app/_reads/catalogue'
import { readTeasers } from '@/app/_reads/content'
import { childrenOf } from '@/lib/category-tree'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { sitemap } from '@/lib/sitemap'

/** The pages of one locale that belong to no single category: home, stores, stories, campaigns, and categories of categories. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ locale: string }> },
): Promise<Response> {
  const { locale } = await params
  if (!isLocale(locale)) return new Response(null, { status: 404 })
  const site = process.env.SITE_URL ?? 'http://localhost:3000'
  const to = paths(locale)
  const [categories, teasers] = await Promise.all([readCategories(), readTeasers()])
  const parents = categories.filter(({ id }) => childrenOf(categories, id).length > 0)
  const pages = [
    to.home,
    to.stores,
    to.stories,
    ...teasers.map(({ slug, kind }) => (kind === 'campaign' ? to.campaign(slug) : to.story(slug))),
    ...parents.map(({ id }) => to.category(id)),
  ]
  return sitemap(pages.map((path) => site + path))
}
