/** What is kept for this browser: nothing, a guest's basket, or a customer's session. Until something is, pages ask for nothing
 *  personal, so that anonymous views end at the edge. A hint alone: the cookie that counts is out of scripts' reach. */
export type Known = 'nothing' | 'guest' | 'customer'

const key = 'quayside:known'
const readers = new Set<() => void>()

export function known(): Known {
  try {
    const value = localStorage.getItem(key)
    return value === 'guest' || value === 'customer' ? value : 'nothing'
  } catch {
    return 'customer' // storage is switched off: ask, to be right
  }
}

/** To be called when something was kept for this browser; a customer stays one until they sign out. */
export function becomeKnown(as: 'guest' | 'customer'): void {
  try {
    if (as === 'guest' && known() === 'customer') return
    localStorage.setItem(key, as)
  } catch {
    return // storage is switched off, and `known` says so
  }
  for (const tell of readers) tell()
}

/** To be called when somebody has signed out: whoever comes next shall not see what they looked at. */
export function becomeUnknown(): void {
  try {
    for (const name of Object.keys(localStorage))
      if (name.startsWith('quayside:')) localStorage.removeItem(name)
  } catch {
    return
  }
  for (const tell of readers) tell()
}

export function whenKnown(tell: () => void): () => void {
  readers.add(tell)
  return () => readers.delete(tell)
}
