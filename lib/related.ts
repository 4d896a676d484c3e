import type { Product } from '@/server/catalogue/model'

/** What weighs in how near two things are: the same maker and each attribute that both have the same value of count; words such as the
 *  material more than measures, which are near when they differ by a fifth at most. */
const weights = { words: 3, brand: 2, yesOrNo: 0.5, measure: 1, option: 1 }
const nearMeasure = 0.2

/** How near a product is to another by what is known of both; 0 is nothing in common. */
export function nearness(a: Product, b: Product): number {
  const brand = a.brand !== undefined && a.brand === b.brand ? weights.brand : 0
  const attributes = Object.entries(a.attributes).map(([code, value]) => agreement(value, b.attributes[code]))
  return brand + attributes.reduce((sum, part) => sum + part, 0) + sharedOptions(a, b) * weights.option
}

function agreement(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return 0
  if (typeof a === 'number' && typeof b === 'number') {
    const larger = Math.max(Math.abs(a), Math.abs(b))
    return larger > 0 && Math.abs(a - b) / larger <= nearMeasure ? weights.measure : 0
  }
  if (typeof a === 'boolean') return a === b ? weights.yesOrNo : 0
  const [first, second] = [[a].flat(), new Set([b].flat())]
  return first.some((value) => second.has(value)) ? weights.words : 0
}

/** Whether both come in one of the same glazes or woods, as a part of the options of the first. */
function sharedOptions(a: Product, b: Product): number {
  if (a.options.length === 0) return 0
  const shared = a.options.filter((option) => {
    const codes = new Set(b.options.find(({ code }) => code === option.code)?.values.map(({ code }) => code))
    return option.values.some(({ code }) => codes.has(code))
  })
  return shared.length / a.options.length
}

/** Other products, the nearest first; those that are as near keep their order. */
export const nearestFirst = (to: Product, others: readonly Product[]): Product[] =>
  others
    .filter(({ id }) => id !== to.id)
    .map((product) => ({ product, near: nearness(to, product) }))
    .toSorted((a, b) => b.near - a.near)
    .map(({ product }) => product)
