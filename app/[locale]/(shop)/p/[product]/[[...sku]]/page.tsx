import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { cache } from 'react'
import {
  type Offered,
  readCards,
  readCategories,
  readDefinitions,
  readLocalesOf,
  readNearest,
  readOffered,
} from '@/app/_reads/catalogue'
import { readReviews } from '@/app/_reads/reviews'
import { readResults } from '@/app/_reads/search'
import { ProductView } from '@/components/product/product-view'
import { alternates } from '@/lib/alternates'
import { pathTo } from '@/lib/category-tree'
import { wordsFor } from '@/lib/i18n/words'
import { isLocale, type Locale, marketOf } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { nameOf, textOf } from '@/lib/product-card'
import { noRefinement } from '@/lib/refinement'
import { sharedPage } from '@/lib/shared-page'
import { deliveryRates } from '@/server/delivery/rates'
import { allStores } from '@/server/stores/stores'

export const revalidate = 300
export const generateStaticParams = () => []
/** The newest; all others have pages of their own. */
const reviewsHere = 4

interface Props {
  params: Promise<{ locale: string; product: string; sku?: string[] }>
}

const opened = cache(async (locale: string, id: string, wanted: string | undefined) => {
  if (!isLocale(locale)) notFound()
  const offered = await readOffered(id, marketOf(locale).id)
  if (!offered) notFound()
  const sold = soldVariants(offered)
  const chosen = wanted === undefined ? sold[0] : sold.find(({ sku }) => sku === wanted)
  const price = offered.prices.find(({ sku }) => sku === chosen?.sku)
  if (!chosen || !price) notFound()
  if (wanted !== undefined && chosen === sold[0]) permanentRedirect(paths(locale).product(id))
  return { ...offered, locale, sold, chosen, price }
})

const soldVariants = ({ product, prices }: Offered) => {
  const skus = new Set(prices.map(({ sku }) => sku))
  return product.variants.filter(({ sku }) => skus.has(sku))
}

async function openedBy({ params }: Props) {
  const { locale, product, sku = [] } = await params
  if (sku.length > 1) notFound()
  return opened(locale, product, sku[0] === undefined ? undefined : decodeURIComponent(sku[0]))
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, product } = await openedBy(props)
  const name = nameOf(product, locale).text
  const description =
    textOf(product, locale, 'summary')?.text ?? textOf(product, locale, 'description')?.text.slice(0, 160)
  const page = paths(locale).product(product.id)
  const { alternates: same } = alternates(
    locale,
    (to) => to.product(product.id),
    await readLocalesOf(product.id),
  )
  return {
    title: product.brand ? `${name}, ${product.brand}` : name,
    description,
    alternates: { ...same, types: { 'text/markdown': `${page}.md` } },
    ...sharedPage(locale, page, { title: name, description }),
  }
}

export default async function ProductPage(props: Props) {
  const { locale, product, sold, chosen, price, prices, stock, videos } = await openedBy(props)
  const category = product.categories.at(-1)
  const [categories, definitions, said, related] = await Promise.all([
    readCategories(),
    readDefinitions(),
    readReviews(product.id, 'newest', 1, reviewsHere),
    category ? readResults(locale, { category, refinement: noRefinement }) : undefined,
  ])
  const others = await readNearest(
    product.id,
    (related?.hits ?? []).map(({ id }) => id),
  )
  return (
    <ProductView
      product={product}
      chosen={chosen}
      sold={sold}
      price={price}
      prices={prices}
      stock={stock}
      videos={videos}
      said={said}
      definitions={definitions}
      trail={category ? pathTo(categories, category) : []}
      related={await readCards(others, locale)}
      stores={storesOf(locale)}
      delivery={deliveryRates[marketOf(locale).id].standard}
      locale={locale}
    />
  )
}

/** The market's stores, by name. */
const storesOf = (locale: Locale) =>
  allStores()
    .filter(({ market }) => market === marketOf(locale).id)
    .map(({ slug, names, address }) => ({
      slug,
      name: wordsFor(names, locale)?.text ?? slug,
      town: address.city,
    }))
