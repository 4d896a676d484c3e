import type { AttributeDefinition, RangeFacet, SearchQuery, ValuesFacet } from './model'

/** Which counted attributes become facets, and how they are called: the same for every engine. */

/** An attribute that fewer products of the result have is not worth a facet. */
const LEAST_COVERAGE = 0.12
const MOST_VALUE_FACETS = 8
const MOST_RANGE_FACETS = 4
const MOST_VALUES = 40
/** Steps of a histogram. */
export const STEPS = 12

const booleanLabels: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  en: ['Yes', 'No'],
  de: ['Ja', 'Nein'],
  ar: ['نعم', 'لا'],
}

const brandDefinition: AttributeDefinition = {
  code: 'brand',
  kind: 'enum',
  labels: { en: 'Brand', de: 'Marke', ar: 'العلامة التجارية' },
  searchable: false,
  facet: true,
}

export const priceDefinition: AttributeDefinition = {
  code: 'price',
  kind: 'number',
  labels: { en: 'Price', de: 'Preis', ar: 'السعر' },
  searchable: false,
  facet: true,
}

type Definitions = ReadonlyMap<string, AttributeDefinition>

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const nameOf = (definition: AttributeDefinition, language: string): string =>
  definition.labels[language] ?? definition.labels.en ?? definition.code

function labelOf(value: string, definition: AttributeDefinition, language: string): string {
  if (definition.kind === 'boolean') {
    const [yes, no] = booleanLabels[language] ?? ['Yes', 'No']
    return value === 'true' ? yes : no
  }
  const names = definition.values?.[value]
  return names?.[language] ?? names?.en ?? value
}

/** Brand first, then what is selected, then the attributes that most products have and that tell them apart.
 *  @param counts by code and value
 *  @param total products in the result */
export function chooseValueFacets(
  counts: ReadonlyMap<string, ReadonlyMap<string, number>>,
  total: number,
  query: SearchQuery,
  definitions: Definitions,
  language: string,
): ValuesFacet[] {
  const facets = [...counts].flatMap(([code, values]) => {
    const definition = code === 'brand' ? brandDefinition : definitions.get(code)
    if (!definition?.facet || values.size === 0) return []
    const selected = new Set(query.filters[code])
    const covered = [...values.values()].reduce((sum, count) => sum + count, 0)
    if (selected.size === 0 && (values.size < 2 || covered < LEAST_COVERAGE * total)) return []
    const most = Math.max(...values.values())
    const worth = code === 'brand' || selected.size > 0 ? Infinity : Math.min(covered, total) - 0.7 * most
    return [{ worth, facet: valuesFacet(code, definition, values, selected, language) }]
  })
  const brandFirst = (code: string) => (code === 'brand' ? 0 : 1)
  return facets
    .sort(
      (a, b) =>
        brandFirst(a.facet.code) - brandFirst(b.facet.code) ||
        (a.worth === b.worth ? compare(a.facet.code, b.facet.code) : b.worth - a.worth),
    )
    .filter(({ worth }, i) => i < MOST_VALUE_FACETS || worth === Infinity)
    .map(({ facet }) => facet)
}

function valuesFacet(
  code: string,
  definition: AttributeDefinition,
  counts: ReadonlyMap<string, number>,
  selected: ReadonlySet<string>,
  language: string,
): ValuesFacet {
  return {
    kind: 'values',
    code,
    label: nameOf(definition, language),
    ...(definition.unit === undefined ? {} : { unit: definition.unit }),
    values: [...counts]
      .sort(([a, countA], [b, countB]) => countB - countA || compare(a, b))
      .filter(([value], i) => i < MOST_VALUES || selected.has(value))
      .map(([value, count]) => ({
        value,
        label: labelOf(value, definition, language),
        count,
        selected: selected.has(value),
      })),
  }
}

/** The number attributes that are worth a facet: those that are selected, and the most frequent that have two ends. */
export function worthARange<T extends { code: string; count: number; min: number; max: number }>(
  numbers: readonly T[],
  total: number,
  query: SearchQuery,
  definitions: Definitions,
): T[] {
  const selected = (code: string) => query.ranges[code] !== undefined
  return numbers
    .filter(({ code, count, min, max }) => {
      if (!definitions.get(code)?.facet) return false
      return selected(code) || (min < max && count >= LEAST_COVERAGE * total)
    })
    .sort(
      (a, b) =>
        Number(selected(b.code)) - Number(selected(a.code)) || b.count - a.count || compare(a.code, b.code),
    )
    .slice(0, MOST_RANGE_FACETS + Object.keys(query.ranges).length)
}

export type Step = RangeFacet['histogram'][number]

/** The even steps between two ends; one alone where the ends are the same.
 *  @param countOf of the step with a number */
export function stepsBetween(min: number, max: number, countOf: (step: number) => number): Step[] {
  const width = (max - min) / STEPS
  if (width === 0) return [{ from: min, to: max, count: countOf(0) }]
  return Array.from({ length: STEPS }, (_, i) => ({
    from: min + i * width,
    to: i === STEPS - 1 ? max : min + (i + 1) * width,
    count: countOf(i),
  }))
}

export function rangeFacet(
  definition: AttributeDefinition,
  { min, max }: { min: number; max: number },
  histogram: Step[],
  query: SearchQuery,
  language: string,
): RangeFacet {
  const selected = query.ranges[definition.code]
  return {
    kind: 'range',
    code: definition.code,
    label: nameOf(definition, language),
    ...(definition.unit === undefined ? {} : { unit: definition.unit }),
    min,
    max,
    ...(selected ? { selected } : {}),
    histogram,
  }
}
