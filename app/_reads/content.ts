import { unstable_cache } from 'next/cache'
import { cache } from 'react'
import { readCards, readCategories } from '@/app/_reads/catalogue'
import { readResults } from '@/app/_reads/search'
import type { Materials } from '@/components/content/materials'
import type { Locale } from '@/lib/markets'
import type { ProductCard } from '@/lib/product-card'
import { noRefinement } from '@/lib/refinement'
import { shownPage, teasers } from '@/server/content/content'
import type { Block, BlockOf, ShownPage, Teaser } from '@/server/content/model'

/** How old a cached read may grow, in seconds; what is published is seen at once, because its tag is dropped. */
const freshness = 300
const tags = ['content']

/** What is published under a name; `null` where nothing is. @throws Unavailable */
export const readPage = cache(
  (slug: string): Promise<ShownPage | null> =>
    unstable_cache(async () => (await shownPage(slug)) ?? null, ['content-page', slug], {
      tags,
      revalidate: freshness,
    })(),
)

/** What others show of all published stories and campaigns, the newest first. @throws Unavailable */
export const readTeasers = cache(
  (): Promise<Teaser[]> =>
    unstable_cache(() => teasers(['story', 'campaign']), ['content-teasers'], {
      tags,
      revalidate: freshness,
    })(),
)

/** All that blocks show beyond their own words: cards as the market offers them, other pages, categories. @throws Unavailable */
export async function readMaterials(blocks: readonly Block[], locale: Locale): Promise<Materials> {
  const grids = blocks.filter((block): block is BlockOf<'grid'> => block.kind === 'grid')
  const named = new Set(grids.flatMap(({ of }) => (of.what === 'products' ? of.products : [])))
  const [cards, shown, categories] = await Promise.all([
    Promise.all(grids.map((grid) => cardsOf(grid, locale, named))),
    grids.some(({ of }) => of.what === 'pages') ? readTeasers() : [],
    readCategories(),
  ])
  return {
    cards: new Map(grids.map((grid, index) => [grid, cards[index] ?? []])),
    teasers: shown,
    categories,
  }
}

async function cardsOf(
  { of }: BlockOf<'grid'>,
  locale: Locale,
  named: ReadonlySet<string>,
): Promise<ProductCard[]> {
  if (of.what === 'products') return readCards(of.products, locale)
  if (of.what !== 'found') return []
  const { sort, category, most } = of
  const { hits } = await readResults(locale, {
    category,
    refinement: { ...noRefinement, sort, inStock: true },
  })
  const cards = await readCards(
    hits.map(({ id }) => id).filter((id) => !named.has(id)),
    locale,
  )
  return photographedFirst(cards).slice(0, most)
}

const photographedFirst = (cards: readonly ProductCard[]): ProductCard[] =>
  cards.toSorted((a, b) => Number(b.picture !== undefined) - Number(a.picture !== undefined))
