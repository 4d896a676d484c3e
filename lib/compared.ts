import { keptList } from '@/lib/kept-list'

/** Products stand side by side as long as they fit. */
export const mostCompared = 4

const shape = /^[a-z0-9][a-z0-9-]{0,79}$/
const isId = (value: unknown): value is string => typeof value === 'string' && shape.test(value)

/** What was compared last in this browser: ids of products. */
export const comparedBefore = keptList('quayside:compared', mostCompared, isId)

/** The products that an address names: each once, no more than fit. */
export const comparedIn = (named: string | readonly string[] | undefined): string[] =>
  [...new Set([named ?? []].flat())].filter(isId).slice(0, mostCompared)
