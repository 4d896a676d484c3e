import { ServiceError } from '@/infra/local/requests'
import { canonicalNumber } from './numbers'

/** A DynamoDB attribute value in wire form; exactly one member is present once it has been checked. */
export interface AttributeValue {
  S?: string
  N?: string
  /** Base64, like the members of `BS`. */
  B?: string
  BOOL?: boolean
  NULL?: boolean
  SS?: string[]
  NS?: string[]
  BS?: string[]
  L?: AttributeValue[]
  M?: Item
}
export type Item = { [name: string]: AttributeValue }

/** Bytes that an item may have. */
export const itemLimit = 400 * 1024
const deepest = 32

/** An attribute by name; what objects inherit is no attribute. */
export function attribute(item: Item, name: string): AttributeValue | undefined {
  return Object.hasOwn(item, name) ? item[name] : undefined
}

export function typeOf(value: AttributeValue): string {
  for (const type in value) return type
  return ''
}

/** An error by which DynamoDB refuses a request's content. */
export function invalid(message: string): ServiceError {
  return new ServiceError('com.amazon.coral.validate#ValidationException', message)
}

function unreadable(message: string): ServiceError {
  return new ServiceError('com.amazon.coral.service#SerializationException', message)
}

/** Checks attributes as they came in and makes them canonical (numbers without needless zeros).
 *  @throws ServiceError with the official code and message */
export function checkedItem(input: unknown): Item {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw unreadable('Unexpected field type')
  }
  checkMembers(Object.entries(input), 1)
  // Every member was just checked to be an attribute value.
  return input as Item
}

function checkMembers(members: [string, unknown][], depth: number): void {
  for (const [, member] of members) checkValue(member, depth)
}

function checkValue(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw unreadable('Unexpected value type in payload')
  }
  const entries = Object.entries(value).filter(([, content]) => content !== null)
  const [entry] = entries
  if (!entry) {
    throw invalid('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes')
  }
  if (entries.length > 1) {
    throw invalid(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    )
  }
  if (depth > deepest) throw invalid('Nesting Levels have exceeded supported limits')
  const [type, content] = entry
  const check = checks[type]
  if (!check) {
    throw invalid('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes')
  }
  check(content, value, depth)
}

type Check = (content: unknown, value: object, depth: number) => void

const checks: Readonly<Record<string, Check>> = {
  S: (content) => requireString(content),
  N: (content, value) => Object.assign(value, { N: checkedNumber(content) }),
  B: (content) => requireBase64(content),
  BOOL: (content) => requireBoolean(content),
  NULL: (content) => {
    requireBoolean(content)
    if (content !== true) {
      throw invalid(
        'One or more parameter values were invalid: Null attribute value types must have the value of true',
      )
    }
  },
  SS: (content) => checkSet('SS', requireList(content), requireString),
  BS: (content) => checkSet('BS', requireList(content), requireBase64),
  NS: (content, value) => {
    const numbers = requireList(content).map(checkedNumber)
    if (numbers.length === 0)
      throw invalid('One or more parameter values were invalid: An number set  may not be empty')
    if (new Set(numbers).size < numbers.length) throw invalid('Input collection contains duplicates')
    Object.assign(value, { NS: numbers })
  },
  L: (content, _value, depth) => {
    for (const member of requireList(content)) checkValue(member, depth + 1)
  },
  M: (content, _value, depth) => {
    if (typeof content !== 'object' || content === null || Array.isArray(content)) {
      throw unreadable('Unexpected field type')
    }
    checkMembers(Object.entries(content), depth + 1)
  },
}

function checkSet(type: 'SS' | 'BS', members: unknown[], check: (member: unknown) => void): void {
  for (const member of members) check(member)
  if (members.length === 0) {
    const sentence = type === 'SS' ? 'An string set  may not be empty' : 'Binary sets should not be empty'
    throw invalid(`One or more parameter values were invalid: ${sentence}`)
  }
  if (new Set(members).size < members.length) {
    throw invalid(
      `One or more parameter values were invalid: Input collection [${members.join(', ')}]${type === 'BS' ? 'of type BS' : ''} contains duplicates.`,
    )
  }
}

function checkedNumber(content: unknown): string {
  requireString(content)
  const result = canonicalNumber(String(content))
  if ('problem' in result) throw invalid(result.problem)
  return result.number
}

function requireString(content: unknown): void {
  if (typeof content === 'string') return
  if (typeof content === 'number') {
    const kind = Number.isInteger(content) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE'
    throw unreadable(`${kind} cannot be converted to String`)
  }
  if (typeof content === 'boolean') {
    throw unreadable(`${content ? 'TRUE_VALUE' : 'FALSE_VALUE'} cannot be converted to String`)
  }
  throw unreadable('Start of structure or map found where not expected')
}

function requireBase64(content: unknown): void {
  if (typeof content !== 'string' || content.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(content)) {
    throw unreadable('only base-64-encoded strings are convertible to bytes')
  }
}

function requireBoolean(content: unknown): void {
  if (typeof content !== 'boolean') throw unreadable('Unexpected token received from parser')
}

function requireList(content: unknown): unknown[] {
  if (!Array.isArray(content)) throw unreadable('Unexpected field type')
  return content
}

const sizes = new WeakMap<Item, number>()

/** Bytes of an item as DynamoDB counts them (developer guide, "DynamoDB item sizes and formats"). Remembered, because
 *  checks, capacity and streams all ask, and items are never changed in place. */
export function itemSize(item: Item): number {
  const known = sizes.get(item)
  if (known !== undefined) return known
  let size = 0
  for (const name in item) {
    const value = item[name]
    if (value) size += Buffer.byteLength(name) + valueSize(value)
  }
  sizes.set(item, size)
  return size
}

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S)
  if (value.N !== undefined) return numberSize(value.N)
  if (value.B !== undefined) return Buffer.byteLength(value.B, 'base64')
  if (value.SS) return total(value.SS, (member) => Buffer.byteLength(member))
  if (value.NS) return total(value.NS, numberSize)
  if (value.BS) return total(value.BS, (member) => Buffer.byteLength(member, 'base64'))
  if (value.L) return 3 + total(value.L, (member) => 1 + valueSize(member))
  if (value.M) return 3 + Object.keys(value.M).length + itemSize(value.M)
  return 1
}

function numberSize(number: string): number {
  const digits = number.replace(/[-.]/g, '').replace(/^0+|0+$/g, '').length
  return 1 + Math.ceil(digits / 2) + (number.startsWith('-') ? 1 : 0)
}

function total<T>(members: readonly T[], size: (member: T) => number): number {
  return members.reduce((sum, member) => sum + size(member), 0)
}
