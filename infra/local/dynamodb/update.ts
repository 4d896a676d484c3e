import { addNumbers } from './numbers'
import { type Path, valueAt } from './paths'
import { type AttributeValue, type Item, invalid, typeOf } from './values'

/** What the update parser makes of a `SET` value. */
type Source =
  | Path
  | AttributeValue
  | { type: 'add' | 'subtract'; args: [Source, Source] }
  | { type: 'function'; name: 'if_not_exists' | 'list_append'; args: [Source, Source] }

/** One action of an update expression, as parsed. */
export type Section =
  | { type: 'set'; path: Path; val: Source }
  | { type: 'remove'; path: Path }
  | { type: 'add' | 'delete'; path: Path; val: AttributeValue; attrType: string }

const wrongType = 'An operand in the update expression has an incorrect data type'
const wrongPath = 'The document path provided in the update expression is invalid for update'

/** The item after an update expression. All operands are read from the item as it was, so sections do not see each other.
 *  @throws ServiceError ValidationException with DynamoDB's message */
export function applyUpdate(before: Item, sections: readonly Section[]): Item {
  const item = structuredClone(before)
  const holes = new Set<AttributeValue[]>()
  const changes = sections.map((section) => ({ section, value: newValue(section, before) }))
  for (const { section, value } of changes) {
    const step = section.path.at(-1)
    const parent = valueAt(item, section.path.slice(0, -1))
    if (typeof step === 'number' && parent?.L) changeList(parent.L, step, value, holes)
    else if (typeof step === 'string' && parent?.M) changeMap(parent.M, step, value)
    else throw invalid(wrongPath)
  }
  for (const list of holes) closeUp(list)
  return item
}

function changeMap(map: Item, name: string, value: AttributeValue | undefined): void {
  if (value) map[name] = value
  else delete map[name]
}

// Positions mean the list as it was, so what goes leaves a hole until every section is done.
function changeList(
  list: AttributeValue[],
  index: number,
  value: AttributeValue | undefined,
  holes: Set<AttributeValue[]>,
): void {
  if (value) list[index] = value
  else if (index < list.length) delete list[index]
  holes.add(list)
}

function closeUp(list: AttributeValue[]): void {
  const kept = list.filter((member) => member !== undefined)
  list.splice(0, list.length, ...kept)
}

function newValue(section: Section, item: Item): AttributeValue | undefined {
  if (section.type === 'remove') return undefined
  if (section.type === 'set') return structuredClone(evaluate(section.val, item))
  const existing = valueAt(item, section.path)
  if (existing && typeOf(existing) !== section.attrType) throw invalid(wrongType)
  return section.type === 'add' ? added(existing, section.val) : without(existing, section.val)
}

function added(existing: AttributeValue | undefined, value: AttributeValue): AttributeValue {
  if (value.N !== undefined) return sum(existing?.N ?? '0', value.N, false)
  if (value.SS) return { SS: union(existing?.SS, value.SS) }
  if (value.NS) return { NS: union(existing?.NS, value.NS) }
  if (value.BS) return { BS: union(existing?.BS, value.BS) }
  throw invalid(wrongType)
}

function without(existing: AttributeValue | undefined, value: AttributeValue): AttributeValue | undefined {
  if (existing?.SS && value.SS) return remaining(existing.SS, value.SS, (SS) => ({ SS }))
  if (existing?.NS && value.NS) return remaining(existing.NS, value.NS, (NS) => ({ NS }))
  if (existing?.BS && value.BS) return remaining(existing.BS, value.BS, (BS) => ({ BS }))
  return existing
}

function union(existing: string[] | undefined, more: string[]): string[] {
  return [...new Set([...(existing ?? []), ...more])]
}

function remaining(
  existing: string[],
  gone: string[],
  wrap: (members: string[]) => AttributeValue,
): AttributeValue | undefined {
  const left = existing.filter((member) => !gone.includes(member))
  return left.length > 0 ? wrap(left) : undefined
}

function evaluate(source: Source, item: Item): AttributeValue {
  if (isPath(source)) {
    const value = valueAt(item, source)
    if (value) return value
    throw invalid('The provided expression refers to an attribute that does not exist in the item')
  }
  if (!isComputed(source)) return source
  const [first, second] = source.args
  if (source.type === 'function' && source.name === 'if_not_exists') {
    return (isPath(first) ? valueAt(item, first) : undefined) ?? evaluate(second, item)
  }
  const left = evaluate(first, item)
  const right = evaluate(second, item)
  if (source.type === 'function') {
    if (!left.L || !right.L) throw invalid(wrongType)
    return { L: [...left.L, ...right.L] }
  }
  if (left.N === undefined || right.N === undefined) throw invalid(wrongType)
  return sum(left.N, right.N, source.type === 'subtract')
}

function sum(one: string, other: string, subtract: boolean): AttributeValue {
  const result = addNumbers(one, other, subtract)
  if ('problem' in result) throw invalid(result.problem)
  return { N: result.number }
}

function isPath(source: Source): source is Path {
  return Array.isArray(source)
}

function isComputed(source: Exclude<Source, Path>): source is Extract<Source, { args: unknown }> {
  return 'args' in source
}
