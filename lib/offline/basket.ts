import { isLocale } from '@/lib/markets'

/** What is kept of a basket for times without a network: the goods and what they come to. Notes, messages, pictures, codes and
 *  whatever names the basket to the server stay out, and it cannot be bought as it is. */
const kept = ['market', 'locale', 'count', 'lines', 'saved', 'totals'] as const

/** The snapshot of a cart's answer, or `undefined` when it is none. */
export function snapshotOf(answer: unknown): { key: string; body: string } | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined
  const field = (name: string): unknown => Reflect.get(answer, name)
  const locale = field('locale')
  if (typeof locale !== 'string' || !isLocale(locale) || !Array.isArray(field('lines'))) return undefined
  const parts = Object.fromEntries(kept.map((name) => [name, field(name)]))
  const body = JSON.stringify({ ...parts, version: 0, notices: [], ready: false })
  return { key: basketKey(locale), body }
}

/** The address under which browsers ask for the basket of a market. */
const basketKey = (locale: string) => `/api/cart?locale=${locale}`
