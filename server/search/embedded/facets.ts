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
  SearchResult,
} from '@/server/search/model'
import { CATEGORY, type Columns } from './columns'
import type { Filters } from './filters'
import { widened } from './growing'

interface Ends {
  count: number
  min: number
  max: number
}

interface Context {
  result: Int32Array
  /** Per filter, the documents that fail this filter alone: they count for its own facet, so that choosing a value does
   *  not make its alternatives vanish. */
  near: readonly Int32Array[]
  filters: Filters
  query: SearchQuery
  columns: Columns
  definitions: ReadonlyMap<string, AttributeDefinition>
  language: string
}

type Counted = Pick<SearchResult, 'facets' | 'categories'>

const WORTH_KEEPING = 2_000
const MOST_KEPT = 300

/** Counts what a result is made of. One for each index: the counters are reused. */
export class FacetCounter {
  private counts = new Int32Array(0)
  /** Of results so large that counting them is felt, until something changes. */
  private readonly kept = new Map<string, { version: number; counted: Counted }>()

  /** @param version of the columns; what was counted for another one is forgotten */
  count(context: Context, version: number): Counted {
    if (context.result.length < WORTH_KEEPING) return this.countAll(context)
    const { page: _page, pageSize: _size, sort: _sort, ...asked } = context.query
    const key = JSON.stringify(asked)
    const known = this.kept.get(key)
    if (known?.version === version) return known.counted
    const counted = this.countAll(context)
    if (this.kept.size >= MOST_KEPT) this.kept.clear()
    this.kept.set(key, { version, counted })
    return counted
  }

  private countAll(context: Context): Counted {
    const { columns, filters, result, near, query, definitions, language } = context
    this.counts = widened(this.counts, columns.values.length, Int32Array)
    this.counts.fill(0)
    const numbers = new Numbers(columns.codes.length)
    this.add(result, columns, numbers, undefined)
    filters.codes.forEach((code, f) => {
      const only = columns.codeIdOf(code)
      if (only !== undefined) this.add(near[f] ?? new Int32Array(0), columns, numbers, only)
    })
    return {
      facets: [
        ...chooseValueFacets(this.countsByCode(columns), result.length, query, definitions, language),
        ...rangeFacets(context, numbers),
      ],
      categories: this.categoryCounts(context),
    }
  }

  /** @param only the one code to count, when not all */
  private add(slots: Int32Array, columns: Columns, numbers: Numbers, only: number | undefined): void {
    const { counts } = this
    const { valueStart, valueEnd, numberStart, numberEnd } = columns
    const codeOfValue = columns.codeOfValue.values
    const values = columns.valueArena.values
    const numberCodes = columns.numberCodes.values
    const numberValues = columns.numberValues.values
    for (let s = 0; s < slots.length; s++) {
      const slot = slots[s]!
      for (let i = valueStart[slot]!; i < valueEnd[slot]!; i++) {
        const value = values[i]!
        if (only === undefined || codeOfValue[value] === only) counts[value]!++
      }
      for (let i = numberStart[slot]!; i < numberEnd[slot]!; i++) {
        const code = numberCodes[i]!
        if (only === undefined || code === only) numbers.add(code, numberValues[i]!)
      }
    }
  }

  private countsByCode(columns: Columns): Map<string, Map<string, number>> {
    const category = columns.codeIdOf(CATEGORY)
    const byCode: (Map<string, number> | undefined)[] = []
    for (let value = 0; value < columns.values.length; value++) {
      const count = this.counts[value]!
      const code = columns.codeOfValue.values[value]!
      if (count === 0 || code === category) continue
      ;(byCode[code] ??= new Map()).set(columns.values[value]!.value, count)
    }
    return new Map(byCode.flatMap((counts, code) => (counts ? [[columns.codes[code]!, counts]] : [])))
  }

  private categoryCounts({ query, columns, language }: Context): CategoryCount[] {
    const counts: CategoryCount[] = []
    for (const [id, names] of columns.categoryNames) {
      const value = columns.valueIdOf(CATEGORY, id)
      const count = value === undefined ? 0 : this.counts[value]!
      if (count === 0) continue
      const parent = columns.categoryParents.get(id)
      let depth = 1
      for (let up = parent; up !== undefined; up = columns.categoryParents.get(up)) depth++
      const label = names[language] ?? names.en ?? Object.values(names)[0] ?? id
      counts.push({ id, label, depth, parent, count, selected: id === query.category })
    }
    return counts.sort((a, b) => a.depth - b.depth || b.count - a.count || (a.id < b.id ? -1 : 1))
  }
}

/** How many numbers there are of each code, and their ends. */
class Numbers {
  private readonly counts: Int32Array
  private readonly least: Float64Array
  private readonly most: Float64Array

  constructor(codes: number) {
    this.counts = new Int32Array(codes)
    this.least = new Float64Array(codes).fill(Infinity)
    this.most = new Float64Array(codes).fill(-Infinity)
  }

  add(code: number, value: number): void {
    this.counts[code]!++
    if (value < this.least[code]!) this.least[code] = value
    if (value > this.most[code]!) this.most[code] = value
  }

  ends(code: number): Ends | undefined {
    const count = this.counts[code]!
    return count === 0 ? undefined : { count, min: this.least[code]!, max: this.most[code]! }
  }
}

function rangeFacets(context: Context, numbers: Numbers): RangeFacet[] {
  const { columns, definitions, query, result } = context
  const counted = columns.codes.flatMap((code, codeId) => {
    const ends = numbers.ends(codeId)
    return ends ? [{ ...ends, code, codeId }] : []
  })
  const facets = worthARange(counted, result.length, query, definitions).map(({ code, codeId, ...ends }) =>
    histogram(context, definitions.get(code)!, ends, (slot, add) => {
      for (let i = columns.numberStart[slot]!; i < columns.numberEnd[slot]!; i++) {
        if (columns.numberCodes.values[i] === codeId) add(columns.numberValues.values[i]!)
      }
    }),
  )
  const prices = columns.prices.get(query.market)
  const ends = prices && priceEnds(context, prices)
  if (!ends) return facets
  return [histogram(context, priceDefinition, ends, (slot, add) => add(prices[slot]!)), ...facets]
}

function priceEnds({ result, near, filters }: Context, prices: Int32Array): Ends | undefined {
  const numbers = new Numbers(1)
  for (const slot of result) numbers.add(0, prices[slot]!)
  for (const slot of near[filters.codes.indexOf('price')] ?? []) numbers.add(0, prices[slot]!)
  return numbers.ends(0)
}

function histogram(
  { result, near, filters, query, language }: Context,
  definition: AttributeDefinition,
  { min, max }: Ends,
  each: (slot: number, add: (value: number) => void) => void,
): RangeFacet {
  const width = (max - min) / STEPS || 1
  const counts = new Int32Array(STEPS)
  const add = (value: number) => {
    counts[Math.min(STEPS - 1, Math.floor((value - min) / width))]!++
  }
  for (const slot of result) each(slot, add)
  for (const slot of near[filters.codes.indexOf(definition.code)] ?? []) each(slot, add)
  return rangeFacet(
    definition,
    { min, max },
    stepsBetween(min, max, (step) => counts[step]!),
    query,
    language,
  )
}
