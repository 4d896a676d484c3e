import { isJsonObject, type JsonObject } from '@/infra/local/requests'
import { invalidPattern } from './errors'
import { literal, operator, type Test } from './operators'

/** Whether an event (or a part of it) is what a pattern asks for. */
export type Matcher = (event: unknown) => boolean

/** A field's test: all its leaf values, none when the field is absent. */
type FieldTest = (values: unknown[]) => boolean

/** Turns an event pattern's JSON text into a function, once for many events.
 *  @throws ServiceError `InvalidEventPatternException` */
export function compilePattern(text: string): Matcher {
  let pattern: unknown
  try {
    pattern = JSON.parse(text)
  } catch {
    throw invalidPattern('Filter is not an object')
  }
  if (!isJsonObject(pattern)) throw invalidPattern('Filter is not an object')
  return compileObject(pattern)
}

function compileObject(pattern: JsonObject): Matcher {
  const entries = Object.entries(pattern)
  if (entries.length === 0) throw invalidPattern('Empty objects are not allowed')
  const tests = entries.map(([key, value]) => (key === '$or' ? compileOr(value) : compileField(key, value)))
  const matchOne: Matcher = (object) => tests.every((test) => test(object))
  // Of a list of objects, one and the same element has to satisfy all the fields.
  const matcher: Matcher = (value) =>
    Array.isArray(value) && value.length > 0 ? value.some(matcher) : matchOne(value)
  return matcher
}

function compileOr(value: unknown): Matcher {
  if (!Array.isArray(value) || value.length < 2) {
    throw invalidPattern('There must have at least 2 Objects in $or relationship')
  }
  const branches = value.map((branch) => {
    if (!isJsonObject(branch)) throw invalidPattern('Only Object is allowed in array of $or relationship')
    return compileObject(branch)
  })
  return (event) => branches.some((branch) => branch(event))
}

function compileField(key: string, value: unknown): Matcher {
  if (isJsonObject(value)) {
    const matcher = compileObject(value)
    return (object) => matcher(member(object, key))
  }
  if (!Array.isArray(value)) throw invalidPattern(`"${key}" must be an object or an array`)
  if (value.length === 0) throw invalidPattern('Empty arrays are not allowed')
  const tests = value.map(compileEntry)
  return (object) => {
    const values = leaves(member(object, key))
    return tests.some((test) => test(values))
  }
}

function compileEntry(entry: unknown): FieldTest {
  if (!isJsonObject(entry)) return anyValue(literal(entry))
  const [name, ...others] = Object.keys(entry)
  if (name === undefined || others.length > 0)
    throw invalidPattern('Only one key allowed in match expression')
  const operand = entry[name]
  if (name !== 'exists') return anyValue(operator(name, operand))
  if (typeof operand !== 'boolean') throw invalidPattern('exists match pattern must be either true or false.')
  return (values) => values.length > 0 === operand
}

const anyValue =
  (test: Test): FieldTest =>
  (values) =>
    values.some(test)

function member(object: unknown, key: string): unknown {
  return isJsonObject(object) && Object.hasOwn(object, key) ? object[key] : undefined
}

/** The scalar values of a field; an object is no value, and a list stands for each of its elements. */
function leaves(value: unknown): unknown[] {
  if (value === undefined || isJsonObject(value)) return []
  return Array.isArray(value) ? value.flatMap(leaves) : [value]
}
