import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { readCards, readCategories } from '@/app/_reads/catalogue'
import { readResults } from '@/app/_reads/search'
import { swatchesOf } from '@/app/_reads/swatches'
import { Listing } from '@/components/listing/listing'
import { NoResults } from '@/components/search/no-results'
import { SearchHead } from '@/components/search/search-head'
import { alternates } from '@/lib/alternates'
import { translator } from '@/lib/i18n/messages'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { noRefinement, pageSize, parseRefinement, refinedBy } from '@/lib/refinement'
import { categoryNamedBy } from '@/server/search/search'

interface Props {
  params: Promise<{ locale: string; refinement?: string[] }>
  searchParams: Promise<{ q?: string | string[] }>
}

const longest = 100
const wordsIn = (q: string | string[] | undefined): string =>
  (Array.isArray(q) ? (q[0] ?? '') : (q ?? '')).replace(/\s+/g, ' ').trim().slice(0, longest)

/** To search engines a search for a category's name is that category, the page to search from is itself, and all others are endless. */
export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const { locale, refinement = [] } = await params
  if (!isLocale(locale)) return {}
  const t = translator(locale)
  const text = wordsIn((await searchParams).q)
  const title = text ? `${t('search.title')}: ${text}` : t('search.title')
  if (refinement.length > 0) return { title, robots: { index: false, follow: true } }
  if (!text) return { title, ...alternates(locale, (to) => to.search()) }
  const category = categoryNamedBy(text, locale, await readCategories())
  return category
    ? { title, alternates: { canonical: paths(locale).category(category.id) } }
    : { title, robots: { index: false, follow: true } }
}

/** Rendered for each request and the same for everybody: `next.config.mjs` lets the edge keep it for a while. */
export default async function SearchPage({ params, searchParams }: Props) {
  const { locale, refinement: segments = [] } = await params
  if (!isLocale(locale)) notFound()
  const parsed = parseRefinement(segments.map(decodeURIComponent))
  if (parsed.kind === 'nonsense') notFound()
  const text = wordsIn((await searchParams).q)
  const path = paths(locale).search()
  const suffix = text ? `?q=${encodeURIComponent(text)}` : ''
  if (parsed.kind === 'redirect') permanentRedirect([path, ...parsed.segments].join('/') + suffix)
  const { refinement } = parsed
  const t = translator(locale)
  if (!text) return <SearchHead locale={locale} title={t('search.begin')} />
  const result = await readResults(locale, { text, refinement })
  if (refinement.page > 1 && (refinement.page - 1) * pageSize >= result.total) notFound()
  if (result.total === 0 && refinedBy(refinement) === 0) {
    const popular = await readResults(locale, { refinement: { ...noRefinement, inStock: true } })
    return (
      <NoResults
        locale={locale}
        text={text}
        didYouMean={result.didYouMean ?? result.corrected}
        categories={await readCategories()}
        cards={
          await readCards(
            popular.hits.slice(0, 4).map(({ id }) => id),
            locale,
          )
        }
      />
    )
  }
  const ids = result.hits.map(({ id }) => id)
  const [cards, swatches] = await Promise.all([readCards(ids, locale), swatchesOf(ids)])
  return (
    <>
      <SearchHead locale={locale} title={t('search.titleFor', { text })} text={text} result={result} />
      <Listing
        result={{ ...result, facets: result.facets.slice(0, 12) }}
        cards={cards}
        refinement={refinement}
        path={path}
        suffix={suffix}
        locale={locale}
        swatches={swatches}
      />
    </>
  )
}
