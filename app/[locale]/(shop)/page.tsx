import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { readCards, readCategories } from '@/app/_reads/catalogue'
import { readResults } from '@/app/_reads/search'
import { Home } from '@/components/home/home'
import { alternates } from '@/lib/alternates'
import { type Locale, isLocale } from '@/lib/markets'
import { noRefinement } from '@/lib/refinement'

export const revalidate = 300
export const generateStaticParams = () => []

interface Props {
  params: Promise<{ locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? alternates(locale, (to) => to.home) : {}
}

export default async function HomePage({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const [categories, popular, newest] = await Promise.all([
    readCategories(),
    cardsOf(locale, 'relevance'),
    cardsOf(locale, 'newest'),
  ])
  const selected = varied(popular).slice(0, 9)
  const shown = new Set(selected.map(({ id }) => id))
  return (
    <Home
      locale={locale}
      categories={categories}
      selected={selected}
      newest={varied(newest.filter(({ id }) => !shown.has(id))).slice(0, 5)}
    />
  )
}

async function cardsOf(locale: Locale, sort: 'relevance' | 'newest') {
  const { hits } = await readResults(locale, { refinement: { ...noRefinement, sort, inStock: true } })
  return readCards(
    hits.map(({ id }) => id),
    locale,
  )
}

/** Those with a photograph first. */
const varied = <T extends { picture?: unknown }>(cards: readonly T[]): T[] =>
  cards.toSorted((a, b) => Number(b.picture !== undefined) - Number(a.picture !== undefined))
