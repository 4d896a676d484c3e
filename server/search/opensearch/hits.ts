import type { SearchHit } from '@/server/search/model'
import type { EngineHit } from './cluster'

/** A hit as it is shown; nothing when it is not sold in the market. */
export function shown(hit: EngineHit, market: string, language: string): SearchHit[] {
  const { stored, available } = hit._source
  const price = stored.prices[market]
  if (!price) return []
  const shownIn = stored.titles[language] === undefined ? stored.language : language
  return [
    {
      id: hit._id,
      slug: stored.slug,
      title: stored.titles[shownIn] ?? Object.values(stored.titles)[0] ?? '',
      language: shownIn,
      brand: stored.brand,
      categories: stored.categories,
      image: stored.image,
      price,
      available: available.includes(market),
      score: hit._score ?? 0,
    },
  ]
}
