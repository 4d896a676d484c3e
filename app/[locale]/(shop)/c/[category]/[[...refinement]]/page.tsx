import type { Metadata } from 'next'
import { notFound, permanentRedirect } from 'next/navigation'
import { cache } from 'react'
import { readCards, readCategories, readDefinitions } from '@/app/_reads/catalogue'
import { readResults } from '@/app/_reads/search'
import { swatchesOf } from '@/app/_reads/swatches'
import { CategoryHead } from '@/components/listing/category-head'
import { Listing } from '@/components/listing/listing'
import { alternates } from '@/lib/alternates'
import { pathTo } from '@/lib/category-tree'
import { translator } from '@/lib/i18n/messages'
import { wordsFor } from '@/lib/i18n/words'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { noRefinement, pageSize, parseRefinement, refinedBy, refinedPath } from '@/lib/refinement'
import { sharedPage } from '@/lib/shared-page'

export const revalidate = 300
export const generateStaticParams = () => []

interface Props {
  params: Promise<{ locale: string; category: string; refinement?: string[] }>
}

const load = cache(async (locale: string, id: string, segments: string) => {
  if (!isLocale(locale)) notFound()
  const parsed = parseRefinement(segments.split('/').filter(Boolean))
  if (parsed.kind === 'nonsense') notFound()
  const [categories, definitions] = await Promise.all([readCategories(), readDefinitions()])
  const trail = pathTo(categories, id)
  const category = trail.at(-1)
  if (!category) notFound()
  const path = paths(locale).category(id)
  if (parsed.kind === 'redirect') permanentRedirect([path, ...parsed.segments].join('/'))
  const { refinement } = parsed
  const known = new Set(['brand', 'price', ...definitions.map(({ code }) => code)])
  const codes = [...Object.keys(refinement.filters), ...Object.keys(refinement.ranges)]
  if (codes.some((code) => !known.has(code))) notFound()
  return { locale, category, categories, trail, path, refinement, t: translator(locale) }
})

const opened = async ({ params }: Props) => {
  const { locale, category, refinement = [] } = await params
  return load(locale, category, refinement.map(decodeURIComponent).join('/'))
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, category, path, refinement, t } = await opened(props)
  const name = wordsFor(category.names, locale)?.text ?? category.id
  const description = wordsFor(category.descriptions ?? {}, locale)?.text
  const { page } = refinement
  const plain = refinedBy(refinement) === 0 && refinement.sort === noRefinement.sort
  return {
    title: page > 1 ? t('list.titlePage', { name, page }) : name,
    description,
    alternates: {
      ...alternates(locale, (to) => to.category(category.id) + refinedPath('', { ...noRefinement, page }))
        .alternates,
      types: { 'text/markdown': `${path}.md${page > 1 ? `?page=${page}` : ''}` },
    },
    robots: plain ? undefined : { index: false, follow: true },
    ...sharedPage(locale, path, { title: name, description }),
  }
}

export default async function CategoryPage(props: Props) {
  const { locale, category, categories, trail, path, refinement } = await opened(props)
  const result = await readResults(locale, { category: category.id, refinement })
  if (refinement.page > 1 && (refinement.page - 1) * pageSize >= result.total) notFound()
  const order = ['price', ...category.facets]
  const facets = result.facets
    .filter(({ code }) => order.includes(code))
    .sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code))
  const [cards, swatches] = await Promise.all([
    readCards(
      result.hits.map(({ id }) => id),
      locale,
    ),
    swatchesOf(result.hits.map(({ id }) => id)),
  ])
  return (
    <>
      <CategoryHead locale={locale} trail={trail} categories={categories} total={result.total} />
      <Listing
        result={{ ...result, facets }}
        cards={cards}
        refinement={refinement}
        path={path}
        locale={locale}
        swatches={swatches}
      />
    </>
  )
}
