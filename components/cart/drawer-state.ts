/** Opens the cart's drawer from anywhere on the page. */
const openers = new Set<() => void>()

export function openDrawer(): void {
  for (const open of openers) open()
}

export function whenDrawerOpens(open: () => void): () => void {
  openers.add(open)
  return () => openers.delete(open)
}
