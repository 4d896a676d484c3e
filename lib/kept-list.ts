/** A short list in the browser's own storage, the newest first; nothing where storage is switched off. Only ever about products, and
 *  gone when somebody signs out (`becomeUnknown`). */
export interface KeptList<T> {
  read(): readonly T[]
  write(items: readonly T[]): void
  /** Calls back when the list changes on this page. */
  watch(tell: () => void): () => void
}

const nothing: readonly never[] = []

/** @param key begins with `quayside:`
 *  @param isItem what is not one is dropped: somebody else may have written there */
export function keptList<T>(key: string, most: number, isItem: (value: unknown) => value is T): KeptList<T> {
  const watchers = new Set<() => void>()
  let text: string | null = null
  let items: readonly T[] = nothing

  function read(): readonly T[] {
    let now: string | null
    try {
      now = localStorage.getItem(key)
    } catch {
      return nothing // storage is switched off
    }
    if (now !== text) {
      text = now
      items = parsed(now)
    }
    return items
  }

  function parsed(written: string | null): readonly T[] {
    try {
      const list: unknown = JSON.parse(written ?? '[]')
      return Array.isArray(list) ? list.filter(isItem).slice(0, most) : nothing
    } catch (error) {
      if (error instanceof SyntaxError) return nothing
      throw error
    }
  }

  return {
    read,
    write(next) {
      try {
        localStorage.setItem(key, JSON.stringify(next.slice(0, most)))
      } catch {
        return // full, or switched off: then nothing is kept
      }
      for (const tell of watchers) tell()
    },
    watch(tell) {
      watchers.add(tell)
      return () => watchers.delete(tell)
    },
  }
}
