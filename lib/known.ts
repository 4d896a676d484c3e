/** Whether this browser has ever had anything kept for it (a basket, a session). Until then its pages ask for nothing personal,
 *  so that anonymous views end at the edge. A hint alone: the cookie that counts is out of scripts' reach. */
const key = 'quayside:known'

const readers = new Set<() => void>()

export function isKnown(): boolean {
  try {
    return localStorage.getItem(key) === '1'
  } catch {
    return true // storage is switched off: ask, to be right
  }
}

/** To be called when something was kept for this browser. */
export function becomeKnown(): void {
  try {
    localStorage.setItem(key, '1')
  } catch {
    return // storage is switched off, and `isKnown` says so
  }
  for (const tell of readers) tell()
}

export function whenKnown(tell: () => void): () => void {
  readers.add(tell)
  return () => readers.delete(tell)
}
