import type { Span, Trace } from './store'

export interface Row {
  span: Span
  depth: number
}

/** A trace as lines: each span under the one that caused it, in the order in which they began. A span whose cause was not told stands
 *  by itself.
 *  @returns the lines, when the first began, and milliseconds until the last ended */
export function waterfall({ spans }: Trace): { rows: Row[]; start: number; span: number } {
  const known = new Set(spans.map(({ id }) => id))
  const children = new Map<string, Span[]>()
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const cause = span.parent !== undefined && known.has(span.parent) ? span.parent : ''
    children.set(cause, [...(children.get(cause) ?? []), span])
  }
  const under = (cause: string, depth: number): Row[] => {
    const caused = children.get(cause) ?? []
    // Two spans of one id, which somebody may send, have these but once.
    children.delete(cause)
    return caused.flatMap((span) => [{ span, depth }, ...under(span.id, depth + 1)])
  }
  const start = Math.min(...spans.map((span) => span.start))
  const end = Math.max(...spans.map((span) => span.end))
  return { rows: under('', 0), start, span: end - start }
}
