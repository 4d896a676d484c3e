import { type AttributeValue, attribute, type Item } from './values'

/** A document path: attribute names, and numbers where it goes into lists. */
export type Path = readonly (string | number)[]

/** The value at a path, if there is one. */
export function valueAt(item: Item, path: Path): AttributeValue | undefined {
  let here: AttributeValue | undefined = { M: item }
  for (const step of path) {
    if (typeof step === 'number') here = here?.L?.[step]
    else here = here?.M ? attribute(here.M, step) : undefined
    if (!here) return undefined
  }
  return here
}

/** The parts of an item at the given paths, in the item's own shape; lists close up over what is left out. */
export function project(item: Item, paths: readonly Path[]): Item {
  const tree = new Branch()
  for (const path of paths) tree.add(path)
  return tree.pickMap(item)
}

class Branch {
  private readonly children = new Map<string | number, Branch>()
  private whole = false

  add(path: Path, from = 0): void {
    const step = path[from]
    if (step === undefined) {
      this.whole = true
      return
    }
    const child = this.children.get(step) ?? new Branch()
    this.children.set(step, child)
    child.add(path, from + 1)
  }

  pickMap(item: Item): Item {
    const picked: Item = {}
    for (const [step, child] of this.children) {
      const value = typeof step === 'string' ? attribute(item, step) : undefined
      const part = value && child.pick(value)
      if (part) picked[step] = part
    }
    return picked
  }

  private pick(value: AttributeValue): AttributeValue | undefined {
    if (this.whole) return value
    if (value.M) {
      const picked = this.pickMap(value.M)
      return Object.keys(picked).length > 0 ? { M: picked } : undefined
    }
    if (!value.L) return undefined
    const picked: AttributeValue[] = []
    const steps = [...this.children.keys()].filter((step) => typeof step === 'number').sort((a, b) => a - b)
    for (const step of steps) {
      const member = value.L[step]
      const part = member && this.children.get(step)?.pick(member)
      if (part) picked.push(part)
    }
    return picked.length > 0 ? { L: picked } : undefined
  }
}
