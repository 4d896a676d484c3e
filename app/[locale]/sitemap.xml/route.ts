import { readCategories } from '@/app/_reads/catalogue'
import { readTeasers } from '@/app/_reads/content'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { sitemap } from '@/lib/sitemap'

/** The pages of one locale but those of products: home, stores, stories, campaigns, categories. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ locale: string }> },
): Promise<Response> {
  const { locale } = await params
  if (!isLocale(locale)) return new Response(null, { status: 404 })
  const site = process.env.SITE_URL ?? 'http://localhost:3000'
  const to = paths(locale)
  const [categories, teasers] = await Promise.all([readCategories(), readTeasers()])
  const pages = [
    to.home,
    to.stores,
    to.stories,
    ...teasers.map(({ slug, kind }) => (kind === 'campaign' ? to.campaign(slug) : to.story(slug))),
    ...categories.map(({ id }) => to.category(id)),
  ]
  return sitemap(pages.map((path) => site + path))
}
