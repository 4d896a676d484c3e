import type {
  AttributeDefinition,
  CategoryCount,
  RangeFacet,
  SearchQuery,
  SearchResult,
  ValuesFacet,
} from '@/server/search/model'
import { CATEGORY, type Columns } from './columns'
import type { Filters } from './filters'
import { widened } from './growing'

const BOOLEAN_LABELS: Record<string, readonly [string, string]> = {
  en: ['Yes', 'No'],
  de: ['Ja', 'Nein'],
  ar: ['نعم', 'لا'],
}
/** An attribute that fewer products of the result have is not worth a facet. */
const LEAST_COVERAGE = 0.12
const MOST_VALUE_FACETS = 8
const MOST_RANGE_FACETS = 4
const MOST_VALUES = 40
const STEPS = 12

interface NumberSummary {
  count: number
  min: number
  max: number
}

/** Counts what a result is made of. One for each index: the counters are reused. */
export class FacetCounter {
  private counts = new Int32Array(0)

  /** Facets of a result. `near` holds, per filter, the documents that fail this filter alone: they count for its own
   *  facet, so that choosing a value does not make its alternatives vanish. */
  count(
    result: Int32Array,
    near: readonly Int32Array[],
    filters: Filters,
    query: SearchQuery,
    columns: Columns,
    definitions: ReadonlyMap<string, AttributeDefinition>,
    language: string,
  ): Pick<SearchResult, 'facets' | 'categories'> {
    this.counts = widened(this.counts, columns.values.length, Int32Array)
    this.counts.fill(0)
    const numbers = new Map<number, NumberSummary>()
    for (const slot of result) this.add(slot, columns, numbers, undefined)
    filters.codes.forEach((code, f) => {
      const only = columns.codeIdOf(code)
      if (only !== undefined) for (const slot of near[f] ?? []) this.add(slot, columns, numbers, only)
    })
    const context = { result, near, filters, query, columns, definitions, language }
    return {
      facets: [...this.valueFacets(context), ...rangeFacets(context, numbers)],
      categories: this.categoryCounts(context),
    }
  }

  private add(
    slot: number,
    columns: Columns,
    numbers: Map<number, NumberSummary>,
    only: number | undefined,
  ): void {
    const codeOfValue = columns.codeOfValue.values
    const values = columns.valueArena.values
    for (let i = columns.valueStart[slot]!; i < columns.valueEnd[slot]!; i++) {
      const value = values[i]!
      if (only === undefined || codeOfValue[value] === only) this.counts[value]!++
    }
    for (let i = columns.numberStart[slot]!; i < columns.numberEnd[slot]!; i++) {
      const code = columns.numberCodes.values[i]!
      if (only !== undefined && code !== only) continue
      summarise(numbers, code, columns.numberValues.values[i]!)
    }
  }

  private valueFacets({ result, query, columns, definitions, language }: Context): ValuesFacet[] {
    const byCode = new Map<number, number[]>()
    for (let value = 0; value < columns.values.length; value++) {
      if (this.counts[value] === 0) continue
      const code = columns.codeOfValue.values[value]!
      const list = byCode.get(code)
      if (list) list.push(value)
      else byCode.set(code, [value])
    }
    const facets: { facet: ValuesFacet; worth: number }[] = []
    for (const [codeId, values] of byCode) {
      const code = columns.codes[codeId]!
      const definition = code === 'brand' ? brandDefinition : definitions.get(code)
      if (!definition?.facet || code === CATEGORY) continue
      const selected = new Set(query.filters[code])
      const covered = values.reduce((sum, value) => sum + this.counts[value]!, 0)
      if (selected.size === 0 && (values.length < 2 || covered < LEAST_COVERAGE * result.length)) continue
      const most = Math.max(...values.map((value) => this.counts[value]!))
      const sorted = values.sort(
        (a, b) =>
          this.counts[b]! - this.counts[a]! || compare(columns.values[a]!.value, columns.values[b]!.value),
      )
      const shown = sorted.filter((value, i) => i < MOST_VALUES || selected.has(columns.values[value]!.value))
      facets.push({
        worth:
          code === 'brand'
            ? Infinity
            : selected.size > 0
              ? 1e9
              : Math.min(covered, result.length) - 0.7 * most,
        facet: {
          kind: 'values',
          code,
          label: definition.labels[language] ?? definition.labels.en ?? code,
          unit: definition.unit,
          values: shown.map((value) => ({
            value: columns.values[value]!.value,
            label: labelOf(columns.values[value]!.value, definition, language),
            count: this.counts[value]!,
            selected: selected.has(columns.values[value]!.value),
          })),
        },
      })
    }
    return facets
      .sort((a, b) => b.worth - a.worth || compare(a.facet.code, b.facet.code))
      .filter(({ worth }, i) => i < MOST_VALUE_FACETS || worth >= 1e9)
      .map(({ facet }) => facet)
  }

  private categoryCounts({ query, columns, language }: Context): CategoryCount[] {
    const counts: CategoryCount[] = []
    for (const [id, names] of columns.categoryNames) {
      const value = columns.valueIdOf(CATEGORY, id)
      const count = value === undefined ? 0 : (this.counts[value] ?? 0)
      if (count === 0 && id !== query.category) continue
      const parent = columns.categoryParents.get(id)
      let depth = 1
      for (let up = parent; up !== undefined; up = columns.categoryParents.get(up)) depth++
      counts.push({
        id,
        label: names[language] ?? names.en ?? Object.values(names)[0] ?? id,
        depth,
        parent,
        count,
        selected: id === query.category,
      })
    }
    return counts.sort((a, b) => a.depth - b.depth || b.count - a.count || compare(a.id, b.id))
  }
}

interface Context {
  result: Int32Array
  near: readonly Int32Array[]
  filters: Filters
  query: SearchQuery
  columns: Columns
  definitions: ReadonlyMap<string, AttributeDefinition>
  language: string
}

const brandDefinition: AttributeDefinition = {
  code: 'brand',
  kind: 'enum',
  labels: { en: 'Brand', de: 'Marke', ar: 'العلامة التجارية' },
  searchable: false,
  facet: true,
}
const priceLabels: Record<string, string> = { en: 'Price', de: 'Preis', ar: 'السعر' }

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function labelOf(value: string, definition: AttributeDefinition, language: string): string {
  if (definition.kind === 'boolean')
    return (BOOLEAN_LABELS[language] ?? BOOLEAN_LABELS.en!)[value === 'true' ? 0 : 1]!
  return definition.values?.[value]?.[language] ?? value
}

function summarise(numbers: Map<number, NumberSummary>, code: number, value: number): void {
  const summary = numbers.get(code)
  if (!summary) numbers.set(code, { count: 1, min: value, max: value })
  else {
    summary.count++
    if (value < summary.min) summary.min = value
    if (value > summary.max) summary.max = value
  }
}

function rangeFacets(context: Context, numbers: ReadonlyMap<number, NumberSummary>): RangeFacet[] {
  const { columns, definitions, language, query, result } = context
  const chosen = [...numbers]
    .flatMap(([codeId, { count, min, max }]) => {
      const code = columns.codes[codeId]!
      const definition = definitions.get(code)
      const selected = query.ranges[code] !== undefined
      if (!definition?.facet || (!selected && (min === max || count < LEAST_COVERAGE * result.length)))
        return []
      return [{ code, codeId, definition, worth: selected ? Infinity : count }]
    })
    .sort((a, b) => b.worth - a.worth || compare(a.code, b.code))
    .slice(0, MOST_RANGE_FACETS + Object.keys(query.ranges).length)
  const facets = chosen.map(({ code, codeId, definition }) => {
    const summary = numbers.get(codeId)!
    return histogram(
      context,
      code,
      definition.labels[language] ?? definition.labels.en ?? code,
      definition.unit,
      summary,
      (slot, add) => {
        for (let i = columns.numberStart[slot]!; i < columns.numberEnd[slot]!; i++) {
          if (columns.numberCodes.values[i] === codeId) add(columns.numberValues.values[i]!)
        }
      },
    )
  })
  const prices = columns.prices.get(query.market)
  const summary = prices && priceSummary(context, prices)
  if (!prices || !summary) return facets
  const price = histogram(
    context,
    'price',
    priceLabels[language] ?? priceLabels.en!,
    undefined,
    summary,
    (slot, add) => add(prices[slot]!),
  )
  return [price, ...facets]
}

function priceSummary({ result, near, filters }: Context, prices: Int32Array): NumberSummary | undefined {
  const numbers = new Map<number, NumberSummary>()
  for (const slot of result) summarise(numbers, 0, prices[slot]!)
  for (const slot of near[filters.codes.indexOf('price')] ?? []) summarise(numbers, 0, prices[slot]!)
  return numbers.get(0)
}

function histogram(
  { result, near, filters, query }: Context,
  code: string,
  label: string,
  unit: string | undefined,
  { min, max }: NumberSummary,
  each: (slot: number, add: (value: number) => void) => void,
): RangeFacet {
  const width = (max - min) / STEPS || 1
  const counts = new Int32Array(STEPS)
  const add = (value: number) => {
    counts[Math.min(STEPS - 1, Math.floor((value - min) / width))]!++
  }
  for (const slot of result) each(slot, add)
  for (const slot of near[filters.codes.indexOf(code)] ?? []) each(slot, add)
  return {
    kind: 'range',
    code,
    label,
    unit,
    min,
    max,
    ...(query.ranges[code] ? { selected: query.ranges[code] } : {}),
    histogram:
      min === max
        ? [{ from: min, to: max, count: counts[0]! }]
        : Array.from(counts, (count, i) => ({
            from: min + i * width,
            to: i === STEPS - 1 ? max : min + (i + 1) * width,
            count,
          })),
  }
}
