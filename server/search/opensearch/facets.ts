import { z } from 'zod'
import {
  chooseValueFacets,
  priceDefinition,
  rangeFacet,
  STEPS,
  stepsBetween,
  worthARange,
} from '@/server/search/facet-rules'
import type {
  AttributeDefinition,
  CategoryCount,
  RangeFacet,
  SearchQuery,
  ValuesFacet,
} from '@/server/search/model'
import type { Clause } from './query'

const Buckets = z.object({
  buckets: z.array(z.object({ key: z.union([z.string(), z.number()]), doc_count: z.number() })),
})
const Stats = z.object({ count: z.number(), min: z.number().nullable(), max: z.number().nullable() })
const Level = z.looseObject({ doc_count: z.number() })
export const Aggregations = z.record(z.string(), Level)
export type Aggregations = z.infer<typeof Aggregations>
const Path = z.object({
  id: z.string(),
  depth: z.int(),
  parent: z.string().optional(),
  names: z.record(z.string(), z.string()),
})

const MOST_TERMS = 5_000

/** Counts under all filters, and for each filter under all the others: a facet is not narrowed by its own selection. */
export function facetAggregations(
  query: SearchQuery,
  filters: ReadonlyMap<string, Clause>,
  numbers: readonly string[],
): Record<string, Clause> {
  const under = (codes: readonly string[], aggs: Record<string, Clause>): Clause => ({
    filter: { bool: { filter: codes.map((code) => filters.get(code)) } },
    aggs,
  })
  const all = [...filters.keys()]
  const field = (code: string) => (code === 'price' ? `prices.${query.market}` : `numbers.${code}`)
  const stats = (code: string): Record<string, Clause> => ({
    [`stats:${code}`]: { stats: { field: field(code) } },
  })
  const others = all.map((code): [string, Clause] => {
    const rest = all.filter((other) => other !== code)
    if (code === 'category')
      return [`without:${code}`, under(rest, { paths: { terms: { field: 'paths', size: MOST_TERMS } } })]
    if (query.ranges[code]) return [`without:${code}`, under(rest, stats(code))]
    return [
      `without:${code}`,
      under(rest, {
        values: { terms: { field: 'values', size: MOST_TERMS, include: `${escapeRegExp(code)}=.*` } },
      }),
    ]
  })
  return {
    all: under(all, {
      values: { terms: { field: 'values', size: MOST_TERMS } },
      paths: { terms: { field: 'paths', size: MOST_TERMS } },
      ...Object.assign({}, ...['price', ...numbers].map(stats)),
    }),
    ...Object.fromEntries(others),
  }
}

/** A text as a pattern of the engine that means the text itself. */
export const escapeRegExp = (text: string): string => text.replace(/[.?+*|{}[\]()"\\#@&<>~]/g, '\\$&')

const bucketsOf = (level: unknown): [string, number][] =>
  level === undefined
    ? []
    : Buckets.parse(level).buckets.map(({ key, doc_count }) => [String(key), doc_count])

/** The facets whose values are counted. */
export function readValueFacets(
  aggregations: Aggregations,
  query: SearchQuery,
  definitions: ReadonlyMap<string, AttributeDefinition>,
  language: string,
): ValuesFacet[] {
  const counts = new Map<string, Map<string, number>>()
  const read = (level: unknown, only?: string) => {
    for (const [key, count] of bucketsOf(level)) {
      const cut = key.indexOf('=')
      const code = key.slice(0, cut)
      if (only !== undefined && code !== only) continue
      if (only === undefined && query.filters[code]) continue
      counts.set(code, (counts.get(code) ?? new Map<string, number>()).set(key.slice(cut + 1), count))
    }
  }
  read(aggregations.all?.values)
  for (const code of Object.keys(query.filters)) read(aggregations[`without:${code}`]?.values, code)
  return chooseValueFacets(counts, aggregations.all?.doc_count ?? 0, query, definitions, language)
}

/** The category tree with its counts. */
export function readCategories(
  aggregations: Aggregations,
  query: SearchQuery,
  language: string,
): CategoryCount[] {
  const level = aggregations['without:category'] ?? aggregations.all
  const tree = new Map<string, CategoryCount>()
  for (const [key, count] of bucketsOf(level?.paths)) {
    const { id, depth, parent, names } = Path.parse(JSON.parse(key))
    const known = tree.get(id)
    const label = names[language] ?? known?.label ?? names.en ?? Object.values(names)[0] ?? id
    tree.set(id, {
      id,
      label,
      depth,
      parent,
      count: count + (known?.count ?? 0),
      selected: id === query.category,
    })
  }
  return [...tree.values()].sort((a, b) => a.depth - b.depth || b.count - a.count || (a.id < b.id ? -1 : 1))
}

/** The number facets that are worth showing, with their ends; their histograms take a second call. */
export function readRanges(
  aggregations: Aggregations,
  query: SearchQuery,
  definitions: ReadonlyMap<string, AttributeDefinition>,
): { code: string; min: number; max: number }[] {
  const total = aggregations.all?.doc_count ?? 0
  const read = (code: string) => {
    const level = aggregations[`without:${code}`] ?? aggregations.all
    const stats = level?.[`stats:${code}`]
    const { count, min, max } = stats === undefined ? { count: 0, min: null, max: null } : Stats.parse(stats)
    return min === null || max === null ? [] : [{ code, count, min, max }]
  }
  const numbers = [...definitions.values()]
    .filter(({ kind }) => kind === 'number')
    .flatMap(({ code }) => read(code))
  return [...read('price'), ...worthARange(numbers, total, query, definitions)]
}

/** Histograms between known ends. */
export function histogramAggregations(
  ranges: readonly { code: string; min: number; max: number }[],
  query: SearchQuery,
  filters: ReadonlyMap<string, Clause>,
): Record<string, Clause> {
  return Object.fromEntries(
    ranges.map(({ code, min, max }) => {
      const others = [...filters].filter(([other]) => other !== code).map(([, clause]) => clause)
      const field = code === 'price' ? `prices.${query.market}` : `numbers.${code}`
      const width = (max - min) / STEPS
      const steps = stepsBetween(min, max, () => 0).map(({ from, to }, i) => ({
        key: String(i),
        from,
        ...(i === STEPS - 1 || width === 0 ? {} : { to }),
      }))
      return [
        `steps:${code}`,
        { filter: { bool: { filter: others } }, aggs: { steps: { range: { field, ranges: steps } } } },
      ]
    }),
  )
}

/** Range facets from their ends and histograms. */
export function readRangeFacets(
  ranges: readonly { code: string; min: number; max: number }[],
  aggregations: Aggregations,
  query: SearchQuery,
  definitions: ReadonlyMap<string, AttributeDefinition>,
  language: string,
): RangeFacet[] {
  return ranges.map(({ code, min, max }) => {
    const counted = new Map(bucketsOf(aggregations[`steps:${code}`]?.steps))
    const definition = code === 'price' ? priceDefinition : definitions.get(code)
    if (!definition) throw new RangeError(`no definition of ${code}`)
    const steps = stepsBetween(min, max, (step) => counted.get(String(step)) ?? 0)
    return rangeFacet(definition, { min, max }, steps, query, language)
  })
}
