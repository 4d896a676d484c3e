/**
 * What a list is narrowed to, as segments of a path: `/c/vases/colour:sage,oat/price:2000..6000/sort:price-asc/page:2`.
 * There is one spelling for each meaning, so that caches keep one copy of each page, and bounds, so that there is an end to them.
 */
export const sorts = ['relevance', 'price-asc', 'price-desc', 'newest', 'name'] as const
export type Sort = (typeof sorts)[number]

export interface Range {
  readonly min?: number
  readonly max?: number
}
export interface Refinement {
  /** Values by attribute code. */
  readonly filters: Readonly<Record<string, readonly string[]>>
  /** By code of a number attribute, or `price` in minor units; both ends included. */
  readonly ranges: Readonly<Record<string, Range>>
  /** A category within which to look (search only). */
  readonly category?: string
  readonly inStock: boolean
  readonly sort: Sort
  readonly page: number
}

export const noRefinement: Refinement = {
  filters: {},
  ranges: {},
  inStock: false,
  sort: 'relevance',
  page: 1,
}

export const pageSize = 24
const bounds = { codes: 8, values: 12, page: 250, number: 1_000_000_000 }

export type Parsed =
  | { readonly kind: 'canonical'; readonly refinement: Refinement }
  /** It means something, and is to be spelled otherwise. */
  | { readonly kind: 'redirect'; readonly segments: readonly string[] }
  | { readonly kind: 'nonsense' }

const reserved = new Set(['in', 'stock', 'sort', 'page'])
const codeShape = /^[a-zA-Z0-9][a-zA-Z0-9_-]{0,63}$/

/** Reads the segments after a list's own path. */
export function parseRefinement(segments: readonly string[]): Parsed {
  const filters: Record<string, string[]> = Object.create(null)
  const ranges: Record<string, Range> = Object.create(null)
  let rest: Pick<Refinement, 'category' | 'inStock' | 'sort' | 'page'> = noRefinement
  for (const segment of segments) {
    const colon = segment.indexOf(':')
    const [code, value] = [segment.slice(0, colon), segment.slice(colon + 1)]
    if (colon < 1 || !codeShape.test(code) || value === '' || segment.length > 600)
      return { kind: 'nonsense' }
    if (reserved.has(code)) {
      const next = reservedSegment(code, value)
      if (!next) return { kind: 'nonsense' }
      rest = { ...rest, ...next }
      continue
    }
    const range = parseRange(value)
    if (range === 'nonsense') return { kind: 'nonsense' }
    if (range) {
      ranges[code] = range
      continue
    }
    const values = value.split(',').map(decodeValue)
    if (values.some((decoded) => decoded === undefined || decoded === '')) return { kind: 'nonsense' }
    filters[code] = [...(filters[code] ?? []), ...values.filter((decoded) => decoded !== undefined)]
  }
  const refinement: Refinement = { ...rest, filters, ranges }
  if (!withinBounds(refinement)) return { kind: 'nonsense' }
  const canonical = refinementSegments(refinement)
  return canonical.join('/') === segments.join('/')
    ? { kind: 'canonical', refinement }
    : { kind: 'redirect', segments: canonical }
}

function reservedSegment(code: string, value: string): Partial<Refinement> | undefined {
  if (code === 'in') return codeShape.test(value) ? { category: value } : undefined
  if (code === 'stock') return value === 'in' ? { inStock: true } : undefined
  if (code === 'sort') {
    const sort = sorts.find((candidate) => candidate === value)
    return sort && { sort }
  }
  const page = /^\d{1,4}$/.test(value) ? Number(value) : 0
  return page >= 1 && page <= bounds.page ? { page } : undefined
}

const number = String.raw`-?\d{1,10}(?:\.\d{1,3})?`
const rangeShape = new RegExp(String.raw`^(${number})?\.\.(${number})?$`)

function parseRange(value: string): Range | 'nonsense' | undefined {
  const match = rangeShape.exec(value)
  if (!match) return undefined
  const [min, max] = [match[1], match[2]].map((end) => (end === undefined ? undefined : Number(end)))
  if (min === undefined && max === undefined) return 'nonsense'
  if (min !== undefined && max !== undefined && min > max) return 'nonsense'
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }
}

const withinBounds = ({ filters, ranges }: Refinement): boolean =>
  Object.keys(filters).length + Object.keys(ranges).length <= bounds.codes &&
  Object.values(filters).flat().length <= bounds.values &&
  Object.values(ranges).every(
    ({ min = 0, max = 0 }) => Math.max(Math.abs(min), Math.abs(max)) <= bounds.number,
  )

/** The one spelling of a refinement. */
export function refinementSegments(refinement: Refinement): string[] {
  const { category, inStock, sort, page } = refinement
  const filters = Object.entries(refinement.filters)
    .filter(([, values]) => values.length > 0)
    .sort(byCode)
    .map(([code, values]) => `${code}:${[...new Set(values)].sort().map(encodeValue).join(',')}`)
  const ranges = Object.entries(refinement.ranges)
    .sort(byCode)
    .map(([code, { min, max }]) => `${code}:${min ?? ''}..${max ?? ''}`)
  return [
    ...(category ? [`in:${category}`] : []),
    ...filters,
    ...ranges,
    ...(inStock ? ['stock:in'] : []),
    ...(sort === noRefinement.sort ? [] : [`sort:${sort}`]),
    ...(page === 1 ? [] : [`page:${page}`]),
  ]
}

const byCode = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : a > b ? 1 : 0)

/** A list's path with a refinement. */
export const refinedPath = (path: string, refinement: Refinement): string =>
  [path, ...refinementSegments(refinement)].join('/')

/** Values stand in paths without percent signs, which proxies and frameworks decode differently: spaces as `+`, and whatever else is
 *  not a plain character as `~` and two hexadecimal digits for each byte. */
function encodeValue(value: string): string {
  const plain = value.includes('..') ? /[A-Za-z0-9_-]/ : /[A-Za-z0-9._-]/
  return [...value]
    .map((character) => {
      if (plain.test(character)) return character
      if (character === ' ') return '+'
      return [...new TextEncoder().encode(character)]
        .map((byte) => `~${byte.toString(16).toUpperCase().padStart(2, '0')}`)
        .join('')
    })
    .join('')
}

function decodeValue(encoded: string): string | undefined {
  if (!/^(?:[A-Za-z0-9._+-]|~[0-9A-F]{2}){1,400}$/.test(encoded) || encoded.includes('..')) return undefined
  const bytes = encoded.match(/~..|./g)?.map((part) => {
    if (part === '+') return 0x20
    return part.length === 3 ? Number.parseInt(part.slice(1), 16) : part.charCodeAt(0)
  })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes ?? []))
  } catch (error) {
    if (error instanceof TypeError) return undefined // not UTF-8
    throw error
  }
}

/** The refinement with one value of a filter switched on or off, from its first page. */
export function toggled(refinement: Refinement, code: string, value: string): Refinement {
  const current = refinement.filters[code] ?? []
  const values = current.includes(value) ? current.filter((other) => other !== value) : [...current, value]
  const { [code]: _, ...others } = refinement.filters
  return { ...refinement, filters: values.length > 0 ? { ...others, [code]: values } : others, page: 1 }
}

/** The refinement with a range set or, without one, taken away; from its first page. */
export function ranged(refinement: Refinement, code: string, range?: Range): Refinement {
  const { [code]: _, ...others } = refinement.ranges
  return { ...refinement, ranges: range ? { ...others, [code]: range } : others, page: 1 }
}

/** How many things a list is narrowed by. */
export const refinedBy = ({ filters, ranges, inStock, category }: Refinement): number =>
  Object.values(filters).flat().length + Object.keys(ranges).length + (inStock ? 1 : 0) + (category ? 1 : 0)
