import { unstable_cache } from 'next/cache'
import type { Locale } from '@/lib/markets'
import { marketOf } from '@/lib/markets'
import { type Refinement, pageSize, refinementSegments } from '@/lib/refinement'
import type { SearchResult } from '@/server/search/model'
import { searchProducts } from '@/server/search/search'

/** What a category or the whole shop offers under a refinement. Dropped when anything in the index changes.
 *  @throws Unavailable */
export function readResults(
  locale: Locale,
  { category, text, refinement }: { category?: string; text?: string; refinement: Refinement },
): Promise<SearchResult> {
  const key = [locale, category ?? '', text ?? '', ...refinementSegments(refinement)]
  const tags = ['search', 'catalogue', ...(category ? [`category:${category}`] : [])]
  return unstable_cache(
    () =>
      searchProducts({
        market: marketOf(locale).id,
        locale,
        text,
        category: category ?? refinement.category,
        filters: Object.fromEntries(
          Object.entries(refinement.filters).map(([code, values]) => [code, [...values]]),
        ),
        ranges: { ...refinement.ranges },
        availableOnly: refinement.inStock,
        sort: refinement.sort,
        page: refinement.page,
        pageSize,
      }),
    ['results', ...key],
    { tags, revalidate: 300 },
  )()
}
