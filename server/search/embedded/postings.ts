import { Integers } from './growing'

/** A stretch of one term's postings: documents (slots) and where the term stands in each. */
export interface Stretch {
  slots: Int32Array | readonly number[]
  features: Int32Array | readonly number[]
  from: number
  to: number
}

/**
 * The inverted index of one language: term → documents. Nearly all of it lies in flat arrays ordered by term;
 * what was added since they were built lies in small lists beside them and is folded in when there is much of it.
 */
export class Postings {
  private readonly ids = new Map<string, number>()
  readonly terms: string[] = []
  private starts = new Int32Array(1)
  private slots = new Int32Array(0)
  private features = new Int32Array(0)
  private recent = new Map<number, { slots: number[]; features: number[] }>()
  private recentCount = 0
  private pending: { terms: Integers; slots: Integers; features: Integers } | undefined

  /** Collects everything that is added until `fold`; the index cannot be read in between. */
  beginBulk(): void {
    this.pending = { terms: new Integers(), slots: new Integers(), features: new Integers() }
  }

  add(slot: number, terms: readonly string[], features: ArrayLike<number>): void {
    terms.forEach((term, i) => {
      const id = this.idFor(term)
      const packed = features[i] ?? 0
      if (this.pending) {
        this.pending.terms.push(id)
        this.pending.slots.push(slot)
        this.pending.features.push(packed)
        return
      }
      const list = this.recent.get(id) ?? { slots: [], features: [] }
      list.slots.push(slot)
      list.features.push(packed)
      this.recent.set(id, list)
      this.recentCount++
    })
    if (!this.pending && this.recentCount > 50_000 + this.slots.length / 5) this.fold()
  }

  /** Brings what was added into the flat arrays. */
  fold(): void {
    const added = this.pending ?? this.recentAsPending()
    const counts = new Int32Array(this.terms.length + 1)
    for (let id = 0; id < this.starts.length - 1; id++)
      counts[id] = (this.starts[id + 1] ?? 0) - (this.starts[id] ?? 0)
    for (let i = 0; i < added.terms.length; i++) counts[added.terms.values[i] ?? 0]!++
    const starts = new Int32Array(this.terms.length + 1)
    for (let id = 0; id < this.terms.length; id++) starts[id + 1] = (starts[id] ?? 0) + (counts[id] ?? 0)
    const slots = new Int32Array(starts[this.terms.length] ?? 0)
    const features = new Int32Array(slots.length)
    const next = starts.slice()
    for (let id = 0; id < this.starts.length - 1; id++) {
      const from = this.starts[id] ?? 0
      const to = this.starts[id + 1] ?? 0
      slots.set(this.slots.subarray(from, to), next[id])
      features.set(this.features.subarray(from, to), next[id])
      next[id]! += to - from
    }
    for (let i = 0; i < added.terms.length; i++) {
      const at = next[added.terms.values[i] ?? 0]!++
      slots[at] = added.slots.values[i] ?? 0
      features[at] = added.features.values[i] ?? 0
    }
    this.starts = starts
    this.slots = slots
    this.features = features
    this.recent = new Map()
    this.recentCount = 0
    this.pending = undefined
  }

  /** In how many documents a term stands, replaced ones included. */
  frequency(term: string): number {
    const id = this.ids.get(term)
    return id === undefined ? 0 : this.baseCount(id) + (this.recent.get(id)?.slots.length ?? 0)
  }

  stretches(term: string): Stretch[] {
    const id = this.ids.get(term)
    if (id === undefined) return []
    const found: Stretch[] = []
    if (this.baseCount(id) > 0) {
      found.push({
        slots: this.slots,
        features: this.features,
        from: this.starts[id] ?? 0,
        to: this.starts[id + 1] ?? 0,
      })
    }
    const recent = this.recent.get(id)
    if (recent) found.push({ ...recent, from: 0, to: recent.slots.length })
    return found
  }

  private baseCount(id: number): number {
    return id + 1 < this.starts.length ? (this.starts[id + 1] ?? 0) - (this.starts[id] ?? 0) : 0
  }

  private idFor(term: string): number {
    const known = this.ids.get(term)
    if (known !== undefined) return known
    this.ids.set(term, this.terms.length)
    return this.terms.push(term) - 1
  }

  private recentAsPending() {
    const all = { terms: new Integers(), slots: new Integers(), features: new Integers() }
    for (const [id, list] of this.recent) {
      list.slots.forEach((slot, i) => {
        all.terms.push(id)
        all.slots.push(slot)
        all.features.push(list.features[i] ?? 0)
      })
    }
    return all
  }
}
