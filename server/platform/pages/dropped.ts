/** Where in the history of what was dropped somebody stood. */
export interface Mark {
  /** In this process's own history: only it can compare. */
  readonly tick: number
  /** The newest entry of the fleet's history that was known then; sorts as text. */
  readonly seen: string
}

/** Sorts behind every entry of the history: told by this process, and not yet heard back. */
const unheard = '~'
const most = 10_000

/** Makes ids of a stream (`<milliseconds>-<number>`) sort as text. */
const sortable = (id: string): string => {
  const [milliseconds = '', number = ''] = id.split('-')
  return `${milliseconds.padStart(15, '0')}-${number.padStart(10, '0')}`
}

/**
 * What the fleet has dropped, as far as this process knows. A page carries the mark of when its making began, so that one which
 * was made from reads older than a drop is old from the start, whatever any clock says.
 */
export class Dropped {
  readonly #tags = new Map<string, Mark>()
  #now: Mark = { tick: 0, seen: '' }
  /** Of more tags than are remembered, the newest: whatever began before it is old. */
  #forgotten: Mark = { tick: -1, seen: '' }

  get mark(): Mark {
    return this.#now
  }

  /** This process drops tags; the fleet may not know yet. */
  drop(tags: readonly string[]): void {
    this.#note(tags, unheard)
  }

  /** The fleet's history tells of tags. @param id as the stream gives it */
  hear(id: string, tags: readonly string[]): void {
    const seen = sortable(id)
    this.#now = { ...this.#now, seen }
    this.#note(tags, seen)
  }

  /** The history has what this process dropped. What it has made since stays. */
  settle(id: string, tags: readonly string[]): void {
    const seen = sortable(id)
    this.#now = { ...this.#now, seen }
    for (const tag of tags) {
      const mark = this.#tags.get(tag)
      if (mark?.seen === unheard) this.#tags.set(tag, { ...mark, seen })
    }
  }

  /** Whether nothing of a page that this process has made, or has admitted, was dropped since. */
  spares(tags: readonly string[], { tick }: Mark): boolean {
    return tags.every((tag) => this.#last(tag).tick <= tick)
  }

  /** Whether nothing of a page that another process has made was dropped since its making began. */
  sparesOfAnother(tags: readonly string[], seen: string): boolean {
    return tags.every((tag) => this.#last(tag).seen <= seen)
  }

  #last(tag: string): Mark {
    return this.#tags.get(tag) ?? this.#forgotten
  }

  #note(tags: readonly string[], seen: string): void {
    this.#now = { ...this.#now, tick: this.#now.tick + 1 }
    for (const tag of tags) {
      this.#tags.delete(tag)
      this.#tags.set(tag, { tick: this.#now.tick, seen })
    }
    for (const [tag, mark] of this.#tags) {
      if (this.#tags.size <= most) return
      this.#tags.delete(tag)
      this.#forgotten = { tick: mark.tick, seen: mark.seen === unheard ? this.#now.seen : mark.seen }
    }
  }
}
