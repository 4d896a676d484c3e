/** One step of a path: a member, an element, or all of them. */
type Step = string | number | '*'

const STEP = /\.([A-Za-z0-9_-]+)|\.(\*)|\[(\d+)\]|\[(\*)\]|\['([^']*)'\]|\["([^"]*)"\]/y

/** Reads `$.detail.items[0].id` and the like into a function; `undefined` for what is no such path. */
export function compilePath(path: string): ((root: unknown) => unknown) | undefined {
  const steps = parse(path)
  return steps && ((root) => steps.reduce(descend, root))
}

function parse(path: string): Step[] | undefined {
  if (!path.startsWith('$')) return undefined
  const steps: Step[] = []
  STEP.lastIndex = 1
  while (STEP.lastIndex < path.length) {
    const match = STEP.exec(path)
    if (!match) return undefined
    steps.push(
      match[3] === undefined
        ? (match[1] ?? match[2] ?? match[4] ?? match[5] ?? match[6] ?? '')
        : Number(match[3]),
    )
  }
  return steps
}

function descend(value: unknown, step: Step): unknown {
  if (Array.isArray(value)) {
    if (step === '*') return value
    if (typeof step === 'number') return value[step]
    const found = value.map((element) => descend(element, step)).filter((each) => each !== undefined)
    return found.length > 0 ? found : undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  if (step === '*') return Object.values(value)
  return Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined
}
