import { type Entry, weight } from './entry'

/** Keeps responses in memory, the least recently used going first when they outgrow the bound. A restart forgets all. */
export class EdgeCache {
  #entries = new Map<string, { entry: Entry; bytes: number }>()
  #bytes = 0

  /** @param mostBytes how much bodies and their compressed variants may weigh together */
  constructor(private readonly mostBytes: number) {}

  get size() {
    return this.#entries.size
  }

  get bytes() {
    return this.#bytes
  }

  get(key: string): Entry | undefined {
    const held = this.#entries.get(key)
    if (!held) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, held)
    return held.entry
  }

  put(entry: Entry): void {
    this.#drop(entry.key)
    const bytes = weight(entry)
    if (bytes > this.mostBytes) return
    this.#entries.set(entry.key, { entry, bytes })
    this.#bytes += bytes
    this.#shrink()
  }

  /** Weighs an entry again that has grown by a variant. Nothing happens when another has taken its place. */
  reweigh(entry: Entry): void {
    if (this.#entries.get(entry.key)?.entry === entry) this.put(entry)
  }

  /** Forgets an entry unless another has taken its place. */
  forget(entry: Entry): void {
    if (this.#entries.get(entry.key)?.entry === entry) this.#drop(entry.key)
  }

  /** Forgets every response whose path and query match; returns how many. */
  invalidate(matches: (target: string) => boolean): number {
    const doomed = [...this.#entries.values()].filter(({ entry }) => matches(entry.target))
    for (const { entry } of doomed) this.#drop(entry.key)
    return doomed.length
  }

  #drop(key: string): void {
    const held = this.#entries.get(key)
    if (!held) return
    this.#entries.delete(key)
    this.#bytes -= held.bytes
  }

  #shrink(): void {
    for (const key of this.#entries.keys()) {
      if (this.#bytes <= this.mostBytes) return
      this.#drop(key)
    }
  }
}
