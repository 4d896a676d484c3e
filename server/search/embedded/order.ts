import type { SearchQuery } from '@/server/search/model'
import type { Reader } from './reader'

type Compare = (a: number, b: number) => number

/** The slots of one page of a result, in the order that was asked for. */
export function order(
  result: Int32Array,
  query: SearchQuery,
  reader: Reader,
  scores: Float32Array | undefined,
  language: string,
): Int32Array {
  const { columns } = reader
  const prices = columns.prices.get(query.market)
  const available = columns.available.get(query.market)
  const last: Compare = (a, b) => (columns.ids[a]! < columns.ids[b]! ? -1 : 1)
  const popular: Compare = (a, b) =>
    (available?.[b] ?? 0) - (available?.[a] ?? 0) ||
    columns.popularity[b]! - columns.popularity[a]! ||
    columns.released[b]! - columns.released[a]! ||
    last(a, b)
  const compares: Record<SearchQuery['sort'], Compare> = {
    relevance: scores ? (a, b) => scores[b]! - scores[a]! || popular(a, b) : popular,
    'price-asc': (a, b) => prices![a]! - prices![b]! || last(a, b),
    'price-desc': (a, b) => prices![b]! - prices![a]! || last(a, b),
    newest: (a, b) => columns.released[b]! - columns.released[a]! || last(a, b),
    name: byName(reader, language, last),
  }
  const to = Math.min(result.length, query.page * query.pageSize)
  const from = (query.page - 1) * query.pageSize
  if (from >= result.length) return new Int32Array(0)
  return first(result, to, compares[query.sort]).subarray(from, to)
}

function byName(reader: Reader, language: string, last: Compare): Compare {
  const ranks = reader.nameRanks(language)
  return (a, b) => ranks[a]! - ranks[b]! || last(a, b)
}

/** The first `count` of the slots in order. A heap of that size, worst on top, unless most are wanted anyway. */
function first(slots: Int32Array, count: number, compare: Compare): Int32Array {
  if (count * 4 > slots.length) return Int32Array.from(slots).sort(compare).subarray(0, count)
  const heap = Int32Array.from(slots.subarray(0, count)).sort((a, b) => compare(b, a))
  for (let i = count; i < slots.length; i++) {
    const slot = slots[i]!
    if (compare(slot, heap[0]!) >= 0) continue
    let hole = 0
    for (;;) {
      let child = 2 * hole + 1
      if (child >= count) break
      if (child + 1 < count && compare(heap[child + 1]!, heap[child]!) > 0) child++
      if (compare(heap[child]!, slot) <= 0) break
      heap[hole] = heap[child]!
      hole = child
    }
    heap[hole] = slot
  }
  return heap.sort(compare)
}
