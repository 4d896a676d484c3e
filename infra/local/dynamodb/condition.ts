import { orderValues, sameValue } from './compare'
import { type Path, valueAt } from './paths'
import { type AttributeValue, type Item, typeOf } from './values'

/** What the expression parsers make of an operand: a path, a value, or `size(path)`. */
type Operand = Path | AttributeValue | Call
interface Call {
  type: 'function'
  name: string
  args: Operand[]
}

/** What they make of a condition. */
export type Condition =
  | { type: 'and' | 'or' | 'not'; args: Condition[] }
  | { type: '=' | '<>' | '<' | '<=' | '>' | '>=' | 'between' | 'in'; args: Operand[] }
  | Call

/** Whether an item (empty when there is none) meets a condition. */
export function meets(item: Item, condition: Condition): boolean {
  switch (condition.type) {
    case 'and':
      return condition.args.every((part) => meets(item, part))
    case 'or':
      return condition.args.some((part) => meets(item, part))
    case 'not':
      return condition.args.every((part) => !meets(item, part))
    case 'function':
      return holds(condition, item)
  }
  const [value, ...operands] = condition.args.map((operand) => resolve(operand, item))
  const [first, second] = operands
  switch (condition.type) {
    case '=':
      return value !== undefined && sameValue(value, first)
    case '<>':
      return !sameValue(value, first)
    case 'in':
      return value !== undefined && operands.some((operand) => sameValue(value, operand))
    case 'between':
      return ordered(first, value, (order) => order <= 0) && ordered(value, second, (order) => order <= 0)
    case '<':
      return ordered(value, first, (order) => order < 0)
    case '<=':
      return ordered(value, first, (order) => order <= 0)
    case '>':
      return ordered(value, first, (order) => order > 0)
    case '>=':
      return ordered(value, first, (order) => order >= 0)
  }
}

function ordered(
  one: AttributeValue | undefined,
  other: AttributeValue | undefined,
  test: (order: number) => boolean,
): boolean {
  const order = one && other ? orderValues(one, other) : undefined
  return order !== undefined && test(order)
}

function holds(call: Call, item: Item): boolean {
  const [value, operand] = call.args.map((argument) => resolve(argument, item))
  switch (call.name) {
    case 'attribute_exists':
      return value !== undefined
    case 'attribute_not_exists':
      return value === undefined
    case 'attribute_type':
      return value !== undefined && operand?.S === typeOf(value)
    case 'begins_with':
      return value !== undefined && operand !== undefined && beginsWith(value, operand)
    case 'contains':
      return value !== undefined && operand !== undefined && contains(value, operand)
  }
  throw new TypeError(`No such function in a condition: ${call.name}`)
}

function beginsWith(value: AttributeValue, start: AttributeValue): boolean {
  if (value.S !== undefined && start.S !== undefined) return value.S.startsWith(start.S)
  if (value.B === undefined || start.B === undefined) return false
  const prefix = Buffer.from(start.B, 'base64')
  return Buffer.from(value.B, 'base64').subarray(0, prefix.length).equals(prefix)
}

function contains(value: AttributeValue, part: AttributeValue): boolean {
  if (value.S !== undefined && part.S !== undefined) return value.S.includes(part.S)
  if (value.B !== undefined && part.B !== undefined) {
    return Buffer.from(value.B, 'base64').includes(Buffer.from(part.B, 'base64'))
  }
  if (value.L) return value.L.some((member) => sameValue(member, part))
  if (value.SS && part.S !== undefined) return value.SS.includes(part.S)
  if (value.NS && part.N !== undefined) return value.NS.includes(part.N)
  return value.BS !== undefined && part.B !== undefined && value.BS.includes(part.B)
}

function resolve(operand: Operand, item: Item): AttributeValue | undefined {
  if (isPath(operand)) return valueAt(item, operand)
  if (!isCall(operand)) return operand
  const [argument] = operand.args
  const value = argument && resolve(argument, item)
  const size = value && sizeOf(value)
  return size === undefined ? undefined : { N: String(size) }
}

function sizeOf(value: AttributeValue): number | undefined {
  if (value.S !== undefined) return Buffer.byteLength(value.S)
  if (value.B !== undefined) return Buffer.byteLength(value.B, 'base64')
  if (value.M) return Object.keys(value.M).length
  return (value.SS ?? value.NS ?? value.BS ?? value.L)?.length
}

function isPath(operand: Operand): operand is Path {
  return Array.isArray(operand)
}

function isCall(operand: AttributeValue | Call): operand is Call {
  return 'type' in operand && operand.type === 'function'
}
