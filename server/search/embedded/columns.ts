import type { SearchDocument } from '@/server/search/model'
import { Doubles, Integers, widened } from './growing'

/** What filters, facets and sorting need of a document, as it is stored. */
export interface StoredColumns {
  language: string
  categories: string[]
  /** By language, as `categories`. */
  categoryNames: Record<string, string[]>
  values: [code: string, value: string][]
  numbers: [code: string, value: number][]
  /** By market, minor units. */
  prices: Record<string, number>
  available: string[]
  popularity: number
  /** Epoch milliseconds, 0 where it is not known. */
  released: number
}

/** The columns of a document. Booleans become the values "true" and "false". */
export function columnsOf(document: SearchDocument): StoredColumns {
  const values: [string, string][] = document.brand ? [['brand', document.brand]] : []
  const numbers: [string, number][] = []
  for (const [code, value] of Object.entries(document.attributes)) {
    if (typeof value === 'number') numbers.push([code, value])
    else for (const one of [value].flat()) values.push([code, String(one)])
  }
  return {
    language: document.language,
    categories: document.categories,
    categoryNames: Object.fromEntries(
      Object.entries(document.texts).map(([language, text]) => [language, text.categories]),
    ),
    values,
    numbers,
    prices: Object.fromEntries(
      Object.entries(document.prices).map(([market, price]) => [market, price.amount]),
    ),
    available: document.available,
    popularity: document.popularity,
    released: document.releasedAt ? Date.parse(document.releasedAt) : 0,
  }
}

/** A distinct value of a facet: (code, value). Categories stand here too, under the code `category`. */
export interface Value {
  code: string
  value: string
}

export const CATEGORY = 'category'

/** The columns of all documents by slot, in flat arrays. A slot is a document's number in this process. */
export class Columns {
  size = 0
  readonly ids: string[] = []
  readonly slotOf = new Map<string, number>()
  readonly fingerprints: string[] = []
  alive = new Uint8Array(1024)
  popularity = new Float32Array(1024)
  released = new Float64Array(1024)
  /** Value number of the product's own category, −1 without one. */
  leaf = new Int32Array(1024)
  readonly language: string[] = []
  readonly prices = new Map<string, Int32Array>()
  readonly available = new Map<string, Uint8Array>()

  readonly values: Value[] = []
  private readonly valueIds = new Map<string, number>()
  readonly codes: string[] = []
  private readonly codeIds = new Map<string, number>()
  /** Code number of each value. */
  readonly codeOfValue = new Integers()
  readonly valueArena = new Integers()
  valueStart = new Int32Array(1024)
  valueEnd = new Int32Array(1024)
  readonly numberCodes = new Integers()
  readonly numberValues = new Doubles()
  numberStart = new Int32Array(1024)
  numberEnd = new Int32Array(1024)
  readonly categoryNames = new Map<string, Record<string, string>>()
  readonly categoryParents = new Map<string, string | undefined>()

  append(id: string, fingerprint: string): number {
    const slot = this.size++
    this.alive = widened(this.alive, this.size, Uint8Array)
    this.popularity = widened(this.popularity, this.size, Float32Array)
    this.released = widened(this.released, this.size, Float64Array)
    this.leaf = widened(this.leaf, this.size, Int32Array)
    this.valueStart = widened(this.valueStart, this.size, Int32Array)
    this.valueEnd = widened(this.valueEnd, this.size, Int32Array)
    this.numberStart = widened(this.numberStart, this.size, Int32Array)
    this.numberEnd = widened(this.numberEnd, this.size, Int32Array)
    this.ids[slot] = id
    this.fingerprints[slot] = fingerprint
    this.slotOf.set(id, slot)
    this.alive[slot] = 1
    return slot
  }

  /** Takes over what does not touch the text: prices, stock, popularity. */
  setOffer(slot: number, columns: StoredColumns): void {
    for (const market of Object.keys(columns.prices)) {
      if (!this.prices.has(market)) this.prices.set(market, new Int32Array(0))
    }
    for (const market of columns.available) {
      if (!this.available.has(market)) this.available.set(market, new Uint8Array(0))
    }
    for (const [market, column] of this.prices) {
      const wide = widened(column, Math.max(slot + 1, this.alive.length), Int32Array, -1)
      wide[slot] = columns.prices[market] ?? -1
      this.prices.set(market, wide)
    }
    for (const [market, column] of this.available) {
      const wide = widened(column, Math.max(slot + 1, this.alive.length), Uint8Array)
      wide[slot] = columns.available.includes(market) ? 1 : 0
      this.available.set(market, wide)
    }
    this.popularity[slot] = columns.popularity
    this.released[slot] = columns.released
  }

  setValues(slot: number, columns: StoredColumns): void {
    this.language[slot] = columns.language
    this.valueStart[slot] = this.valueArena.length
    columns.categories.forEach((id, depth) => {
      this.valueArena.push(this.valueId(CATEGORY, id))
      this.categoryParents.set(id, columns.categories[depth - 1])
      for (const [language, names] of Object.entries(columns.categoryNames)) {
        const name = names[depth]
        if (name !== undefined)
          this.categoryNames.set(id, { ...this.categoryNames.get(id), [language]: name })
      }
    })
    const own = columns.categories.at(-1)
    this.leaf[slot] = own === undefined ? -1 : this.valueId(CATEGORY, own)
    for (const [code, value] of columns.values) this.valueArena.push(this.valueId(code, value))
    this.valueEnd[slot] = this.valueArena.length
    this.numberStart[slot] = this.numberCodes.length
    for (const [code, value] of columns.numbers) {
      this.numberCodes.push(this.codeId(code))
      this.numberValues.push(value)
    }
    this.numberEnd[slot] = this.numberCodes.length
  }

  valueIdOf(code: string, value: string): number | undefined {
    return this.valueIds.get(`${code}\u0000${value}`)
  }

  codeIdOf(code: string): number | undefined {
    return this.codeIds.get(code)
  }

  private codeId(code: string): number {
    const known = this.codeIds.get(code)
    if (known !== undefined) return known
    this.codeIds.set(code, this.codes.length)
    return this.codes.push(code) - 1
  }

  private valueId(code: string, value: string): number {
    const key = `${code}\u0000${value}`
    const known = this.valueIds.get(key)
    if (known !== undefined) return known
    this.codeOfValue.push(this.codeId(code))
    this.valueIds.set(key, this.values.length)
    return this.values.push({ code, value }) - 1
  }
}
