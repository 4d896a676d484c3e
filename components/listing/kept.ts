/** How far a list was continued when somebody left it: how many pages were added, how high they stood and where the reader was, in pixels. */
export interface Kept {
  pages: number
  height: number
  y: number
}

const none: Kept = { pages: 0, height: 0, y: 0 }
/** Nobody is brought back further than this. */
const mostPages = 20

/** What this entry of the browser's history knows of a list; nothing where it is another list's, or fresh. */
export function keptInHistory(list: string): Kept {
  const state: unknown = history.state
  if (!isRecord(state) || !isRecord(state.continued) || state.continued.list !== list) return none
  const { pages, height, y } = state.continued
  return {
    pages: Math.min(mostPages, numberOf(pages)),
    height: numberOf(height),
    y: numberOf(y),
  }
}

/** Notes how many pages were added to a list. */
export function keepInHistory(list: string, pages: number): void {
  keep({ ...keptInHistory(list), list, pages })
}

/** Notes how high the added pages stand, and where the reader is. */
export function keepPlaceInHistory(list: string): void {
  const added = [...document.querySelectorAll('[data-added]')]
  const top = added[0]?.getBoundingClientRect().top ?? 0
  const height = (added.at(-1)?.getBoundingClientRect().bottom ?? top) - top
  keep({ ...keptInHistory(list), list, height, y: scrollY })
}

function keep(continued: Kept & { list: string }): void {
  const state: unknown = history.state
  history.replaceState({ ...(isRecord(state) ? state : {}), continued }, '')
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
const numberOf = (value: unknown): number => (typeof value === 'number' && value > 0 ? value : 0)
