import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { readCards, readDefinitions, readOffered } from '@/app/_reads/catalogue'
import { readResults } from '@/app/_reads/search'
import { type ComparedFact, Comparison } from '@/components/compare/comparison'
import { button } from '@/components/ui/button'
import { comparedIn, mostCompared } from '@/lib/compared'
import { translator } from '@/lib/i18n/messages'
import { isLocale, type Locale, marketOf } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { type Fact, productFacts } from '@/lib/product-facts'
import { noRefinement } from '@/lib/refinement'
import type { Product, Variant } from '@/server/catalogue/model'

interface Props {
  params: Promise<{ locale: string }>
  searchParams: Promise<{ p?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale)
    ? { title: translator(locale)('compare.title'), robots: { index: false, follow: true } }
    : {}
}

/** Products side by side. Its address says which, so it is the same for everybody: `next.config.mjs` lets the edge keep it. */
export default async function ComparePage({ params, searchParams }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const t = translator(locale)
  const to = paths(locale)
  const { p: named } = await searchParams
  const ids = comparedIn(named)
  if ([named ?? []].flat().length !== ids.length) permanentRedirect(to.compare(ids))
  const products = await productsOf(ids, locale)
  const cards = await readCards(
    products.map(({ product }) => product.id),
    locale,
  )
  return (
    <div className="wrap pt-10 md:pt-16">
      <h1 className="headline text-3xl">{t('compare.title')}</h1>
      {products.length === 0 ? (
        <div className="mt-8 grid justify-items-start gap-5 border-t border-ink pt-10">
          <p className="headline text-xl">{t('compare.none')}</p>
          <p className="max-w-prose text-ink-2">{t('compare.noneText')}</p>
          <a href={to.home} className={button('quiet')}>
            {t('cart.browse')}
          </a>
        </div>
      ) : (
        <Comparison
          cards={cards}
          facts={await factsOf(products, locale)}
          others={products.length < mostCompared ? await othersFor(products, locale) : []}
          locale={locale}
        />
      )}
    </div>
  )
}

interface Opened {
  product: Product
  variant: Variant
}

/** Those of the products that the market sells, each as its page shows it first. */
async function productsOf(ids: readonly string[], locale: Locale): Promise<Opened[]> {
  const offers = await Promise.all(ids.map((id) => readOffered(id, marketOf(locale).id)))
  return offers.flatMap((offer) => {
    const sold = new Set(offer?.prices.map(({ sku }) => sku))
    const variant = offer?.product.variants.find(({ sku }) => sold.has(sku))
    return offer && variant ? [{ product: offer.product, variant }] : []
  })
}

/** What names one product alone is nothing to compare by. */
const ownCodes = new Set(['sku', 'gtin'])

async function factsOf(products: readonly Opened[], locale: Locale): Promise<ComparedFact[]> {
  const definitions = await readDefinitions()
  const tables = products.map(({ product, variant }) => productFacts(product, variant, definitions, locale))
  const first = new Map<string, Fact>()
  for (const fact of tables.flat()) if (!first.has(fact.code)) first.set(fact.code, fact)
  const order = new Map(definitions.map(({ code }, index) => [code, index]))
  return [...first.values()]
    .filter(({ code }) => !ownCodes.has(code))
    .sort((a, b) => (order.get(a.code) ?? order.size) - (order.get(b.code) ?? order.size))
    .map(({ code, name }) => {
      const values = tables.map((table) => table.find((fact) => fact.code === code)?.value)
      return { code, name, values, differs: new Set(values).size > 1 }
    })
}

/** Others of the category of the first one. */
async function othersFor(products: readonly Opened[], locale: Locale) {
  const category = products[0]?.product.categories.at(-1)
  if (!category) return []
  const { hits } = await readResults(locale, { category, refinement: noRefinement })
  const taken = new Set(products.map(({ product }) => product.id))
  const cards = await readCards(
    hits.map(({ id }) => id).filter((id) => !taken.has(id)),
    locale,
  )
  return cards.map(({ id, name }) => ({ id, name }))
}
