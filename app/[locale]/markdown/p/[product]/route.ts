import { readCategories, readDefinitions, readOfferAt } from '@/app/_reads/catalogue'
import { readReviews } from '@/app/_reads/reviews'
import { pathTo } from '@/lib/category-tree'
import { productDocument } from '@/lib/markdown/product'
import { markdown } from '@/lib/markdown/write'
import { paths } from '@/lib/paths'

export const revalidate = 300
export const dynamic = 'force-static'
export const generateStaticParams = () => []

/** A product's page in Markdown. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ locale: string; product: string }> },
): Promise<Response> {
  const { locale, product: id } = await params
  const offer = await readOfferAt(locale, id)
  if (!offer) return new Response(null, { status: 404 })
  const [categories, definitions, { rating }] = await Promise.all([
    readCategories(),
    readDefinitions(),
    readReviews(id, 'newest', 1),
  ])
  const site = process.env.SITE_URL ?? 'http://localhost:3000'
  const trail = pathTo(categories, offer.product.categories.at(-1) ?? '')
  const text = productDocument({ ...offer, rating, definitions, trail, site })
  return markdown(text, site + paths(offer.locale).product(id))
}
