/** The products on this shopper's wishlists, as this browser knows them: a copy for the marks on public pages, which ask for nothing.
 *  The lists themselves are the server's. */
const key = 'quayside:wished'
const readers = new Set<() => void>()
let text = ''
let products: ReadonlySet<string> = new Set()

/** Whether a product is marked. */
export const isWished = (product: string): boolean => known().has(product)

function known(): ReadonlySet<string> {
  const written = stored()
  if (written !== text) {
    text = written
    products = new Set(written.split(' ').filter(Boolean))
  }
  return products
}

function stored(): string {
  try {
    return localStorage.getItem(key) ?? ''
  } catch {
    return text // storage is switched off: what this page knows
  }
}

/** To be called with what the server says. */
export function keepWished(wished: Iterable<string>): void {
  const next = [...new Set(wished)].join(' ')
  if (next === stored()) return
  try {
    if (next) localStorage.setItem(key, next)
    else localStorage.removeItem(key)
  } catch {
    text = next
    products = new Set(next.split(' ').filter(Boolean))
  }
  for (const tell of readers) tell()
}

/** Marks a product or takes its mark away, until the server has answered. */
export function expectWished(product: string, wished: boolean): void {
  const others = [...known()].filter((one) => one !== product)
  keepWished(wished ? [...others, product] : others)
}

/** Tells of changes, those of other tabs as well. */
export function whenWished(tell: () => void): () => void {
  readers.add(tell)
  addEventListener('storage', tell)
  return () => {
    readers.delete(tell)
    removeEventListener('storage', tell)
  }
}
