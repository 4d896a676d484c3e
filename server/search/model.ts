import { z } from 'zod'

/** A code that may stand in a URL: category ids, attribute codes, market and locale names. */
const Code = z.string().regex(/^[a-z0-9][a-zA-Z0-9_/.-]{0,99}$/)
const Market = z.string().min(2).max(20)
const Locale = z.string().min(2).max(20)

/** What can be read about a product in one language. */
const SearchText = z.object({
  title: z.string().min(1).max(500),
  description: z.string().max(8_000).optional(),
  /** The kind of thing it is, in the singular, its last word the head noun: "laptop bag". */
  type: z.string().max(80).optional(),
  /** Names of the categories in `categories`, root first. */
  categories: z.array(z.string().max(80)).max(8).default([]),
  /** Further words people use for it; weak. */
  keywords: z.string().max(2_000).optional(),
})

const AttributeValue = z.union([
  z.string().max(200),
  z.number(),
  z.boolean(),
  z.array(z.string().max(200)).max(40),
])

const Price = z.object({ amount: z.int().nonnegative(), currency: z.string().length(3) })

export const SearchDocument = z.object({
  id: z.string().min(1).max(100),
  /** Grows with every change of the product; an older version never replaces a newer one. */
  version: z.int().nonnegative(),
  /** Language of the text that stands in where a translation is missing. */
  language: z.string().length(2),
  /** By language ("en", "de", "ar"). */
  texts: z.record(z.string().length(2), SearchText),
  brand: z.string().max(100).optional(),
  /** Ids from the root category down to the product's own. */
  categories: z.array(Code).max(8),
  /** By attribute code. Which of them are facets, and of what kind, is said by `AttributeDefinition`. */
  attributes: z.record(Code, AttributeValue).default({}),
  /** SKUs, manufacturer's part numbers, EANs: what people paste into the box. */
  codes: z.array(z.string().max(60)).max(60).default([]),
  /** Price per market, minor units. A product without a price in a market is not found there. */
  prices: z.record(Market, Price),
  /** Markets in which it can be bought now. */
  available: z.array(Market).max(100).default([]),
  /** 0 (nobody wants it) to 1; a weak tie-breaker. */
  popularity: z.number().min(0).max(1).default(0),
  releasedAt: z.iso.datetime().optional(),
  image: z.string().max(1_000).optional(),
  slug: z.string().max(200).optional(),
})
export type SearchDocument = z.infer<typeof SearchDocument>
export type SearchDocumentInput = z.input<typeof SearchDocument>

/** How an attribute is offered as a facet. */
export const AttributeDefinition = z.object({
  code: Code,
  kind: z.enum(['enum', 'number', 'boolean']),
  /** By language. */
  labels: z.record(z.string().length(2), z.string().max(80)),
  unit: z.string().max(20).optional(),
  /** Labels of enum values by language, where the value is a code and not itself readable. */
  values: z.record(z.string(), z.record(z.string().length(2), z.string().max(200))).optional(),
  /** Its values are also searched as text. */
  searchable: z.boolean().default(false),
  facet: z.boolean().default(true),
})
export type AttributeDefinition = z.infer<typeof AttributeDefinition>

export const Sort = z.enum(['relevance', 'price-asc', 'price-desc', 'newest', 'name'])
export type Sort = z.infer<typeof Sort>

/** The furthest hit that can be reached by paging. */
export const MAX_DEPTH = 6_000

const Range = z
  .object({ min: z.number().optional(), max: z.number().optional() })
  .refine((r) => r.min !== undefined || r.max !== undefined, 'a range needs an end')
  .refine((r) => r.min === undefined || r.max === undefined || r.min <= r.max, 'min is above max')

export const SearchQuery = z
  .object({
    market: Market,
    locale: Locale,
    text: z.string().trim().max(200).optional(),
    /** Only products in this category or below it. */
    category: Code.optional(),
    /** Values by attribute code (also `brand`): any of the values, and every one of the codes. */
    filters: z
      .record(Code, z.array(z.string().max(200)).min(1).max(50))
      .default({})
      .refine((f) => Object.keys(f).length <= 20, 'at most 20 filters'),
    /** By code of a number attribute, or `price` in minor units. Both ends are included. */
    ranges: z
      .record(Code, Range)
      .default({})
      .refine((r) => Object.keys(r).length <= 10, 'at most 10 ranges'),
    /** Only what can be bought now. */
    availableOnly: z.boolean().default(false),
    sort: Sort.default('relevance'),
    page: z.int().min(1).default(1),
    pageSize: z.int().min(1).max(60).default(24),
    /** `false` leaves the facets out. */
    facets: z.boolean().default(true),
  })
  .refine((q) => q.page * q.pageSize <= MAX_DEPTH, { message: 'page is out of reach', path: ['page'] })
export type SearchQuery = z.infer<typeof SearchQuery>
export type SearchQueryInput = z.input<typeof SearchQuery>

export const SearchHit = z.object({
  id: z.string(),
  slug: z.string().optional(),
  title: z.string(),
  /** Language of `title`; differs from the shopper's where a translation is missing. */
  language: z.string(),
  brand: z.string().optional(),
  categories: z.array(z.string()),
  image: z.string().optional(),
  price: Price,
  available: z.boolean(),
  score: z.number(),
})
export type SearchHit = z.infer<typeof SearchHit>

const FacetValue = z.object({
  value: z.string(),
  label: z.string(),
  count: z.int(),
  selected: z.boolean(),
})
export type FacetValue = z.infer<typeof FacetValue>

export const ValuesFacet = z.object({
  kind: z.literal('values'),
  code: z.string(),
  label: z.string(),
  unit: z.string().optional(),
  /** Most frequent first; what is selected is always among them. */
  values: z.array(FacetValue),
})
export type ValuesFacet = z.infer<typeof ValuesFacet>

export const RangeFacet = z.object({
  kind: z.literal('range'),
  code: z.string(),
  label: z.string(),
  unit: z.string().optional(),
  min: z.number(),
  max: z.number(),
  selected: z.object({ min: z.number().optional(), max: z.number().optional() }).optional(),
  /** Even steps between `min` and `max`; the last one includes its upper end. */
  histogram: z.array(z.object({ from: z.number(), to: z.number(), count: z.int() })),
})
export type RangeFacet = z.infer<typeof RangeFacet>

const CategoryCount = z.object({
  id: z.string(),
  label: z.string(),
  /** 1 for a root category. */
  depth: z.int(),
  parent: z.string().optional(),
  count: z.int(),
  selected: z.boolean(),
})
export type CategoryCount = z.infer<typeof CategoryCount>

export const SearchResult = z.object({
  hits: z.array(SearchHit),
  total: z.int(),
  page: z.int(),
  pageSize: z.int(),
  /** Counted over the whole result; a facet's own selection does not narrow its own counts. */
  facets: z.array(z.discriminatedUnion('kind', [ValuesFacet, RangeFacet])),
  /** As `facets`: the category filter does not narrow it. */
  categories: z.array(CategoryCount),
  /** What was searched instead, because a word of the query is in no product. */
  corrected: z.string().optional(),
  /** What may have been meant, although the query itself found something. */
  didYouMean: z.string().optional(),
  /** True when no product has all the words, or hardly any, and others were let in after them. */
  relaxed: z.boolean(),
})
export type SearchResult = z.infer<typeof SearchResult>

export const SuggestQuery = z.object({
  market: Market,
  locale: Locale,
  text: z.string().trim().min(1).max(60),
  limit: z.int().min(1).max(10).default(6),
})
export type SuggestQuery = z.infer<typeof SuggestQuery>
export type SuggestQueryInput = z.input<typeof SuggestQuery>

export const SuggestResult = z.object({
  completions: z.array(z.string()),
  categories: z.array(z.object({ id: z.string(), label: z.string() })),
  products: z.array(SearchHit.omit({ score: true })),
})
export type SuggestResult = z.infer<typeof SuggestResult>
