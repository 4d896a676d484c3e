import { createRoute, z } from '@hono/zod-openapi'
import { marketOf } from '@/lib/markets'
import { isOn } from '@/server/flags/flags'
import { api, json, problems } from '@/server/platform/http/api'
import { Locale } from '@/server/platform/schemas'
import { SearchResult, Sort, SuggestResult } from './model'
import { searchProducts, suggest } from './search'

const SearchRequest = z.object({
  locale: Locale,
  q: z.string().trim().max(200).optional(),
  category: z.string().max(100).optional(),
  sort: Sort.optional(),
  page: z.coerce.number().int().min(1).max(250).optional(),
})
const SuggestRequest = z.object({ locale: Locale, q: z.string().trim().min(1).max(60) })

const shared = 'public, max-age=60, s-maxage=300, stale-while-revalidate=600'

/** Finding products: the same answer for everybody, so the edge may keep it. */
export const search = api('/search')
  .openapi(
    createRoute({
      method: 'get',
      path: '/',
      summary: 'Search products, with facets counted over the whole result',
      request: { query: SearchRequest },
      responses: { 200: json(SearchResult), ...problems(422, 503) },
    }),
    async (c) => {
      const { locale, q, ...rest } = c.req.valid('query')
      const result = await searchProducts({ market: marketOf(locale).id, locale, text: q, ...rest })
      c.header('cache-control', shared)
      return c.json(result, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/suggest',
      summary: 'Complete what somebody has begun to type',
      request: { query: SuggestRequest },
      responses: { 200: json(SuggestResult), ...problems(422, 503) },
    }),
    async (c) => {
      const { locale, q } = c.req.valid('query')
      const nothing: SuggestResult = { completions: [], categories: [], products: [] }
      const result = (await isOn('search-suggestions'))
        ? await suggest({ market: marketOf(locale).id, locale, text: q })
        : nothing
      c.header('cache-control', shared)
      return c.json(result, 200)
    },
  )
