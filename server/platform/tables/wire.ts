/** What DynamoDB's client library would do with values on their way to tables and back, for the kinds of values that are stored here:
 *  texts, numbers, truth values, null, sets of texts, lists and maps. */

type Attribute = Record<string, unknown>
type Attributes = Record<string, Attribute>
type Item = Record<string, unknown>

/** Members of requests that are items, or parts of items. */
const items = new Set(['Item', 'Key', 'ExpressionAttributeValues', 'ExclusiveStartKey'])

/** A request as it goes over the wire. What is undefined is left out.
 *  @throws TypeError for a value that tables do not hold */
export function requestBody(input: unknown): string {
  return JSON.stringify(written(input))
}

function written(input: unknown): unknown {
  if (Array.isArray(input)) return input.map(written)
  if (!isObject(input)) return input
  const result: Item = {}
  for (const name in input) {
    const value = input[name]
    if (value === undefined) continue
    if (items.has(name) && isObject(value)) result[name] = attributesOf(value)
    else if (name === 'Keys' && Array.isArray(value)) result[name] = value.map(attributesOf)
    else result[name] = written(value)
  }
  return result
}

function attributesOf(item: Item): Attributes {
  const result: Attributes = {}
  for (const name in item) {
    const attribute = attributeOf(item[name])
    if (attribute) result[name] = attribute
  }
  return result
}

function attributeOf(value: unknown): Attribute | undefined {
  switch (typeof value) {
    case 'string':
      return { S: value }
    case 'number':
      return { N: numberText(value) }
    case 'boolean':
      return { BOOL: value }
    case 'undefined':
      return undefined
    case 'object':
      if (value === null) return { NULL: true }
      if (Array.isArray(value)) return { L: value.flatMap((member) => attributeOf(member) ?? []) }
      if (value instanceof Set) return { SS: [...value] }
      if (isPlain(value)) return { M: attributesOf(value) }
  }
  throw new TypeError(`tables do not hold values such as ${String(value)}`)
}

function numberText(value: number): string {
  if (Number.isInteger(value) ? !Number.isSafeInteger(value) : !Number.isFinite(value)) {
    throw new TypeError(`${value} would lose digits`)
  }
  return String(value)
}

/** An answer's members as they were stored. */
export function answer(text: string): Item {
  const output: unknown = JSON.parse(text)
  return isObject(output) ? membersOf(output) : {}
}

const members = {
  Item: (value: unknown) => itemOf(value),
  Attributes: (value: unknown) => itemOf(value),
  LastEvaluatedKey: (value: unknown) => itemOf(value),
  Items: (value: unknown) => list(value, itemOf),
  Keys: (value: unknown) => list(value, itemOf),
  PutRequest: (value: unknown) => (isObject(value) ? membersOf(value) : value),
  /** By table. */
  Responses: (value: unknown) => each(value, (found) => list(found, itemOf)),
  UnprocessedKeys: (value: unknown) => each(value, (left) => (isObject(left) ? membersOf(left) : left)),
  UnprocessedItems: (value: unknown) =>
    each(value, (left) => list(left, (request) => (isObject(request) ? membersOf(request) : request))),
}
const isMember = (name: string): name is keyof typeof members => Object.hasOwn(members, name)

function membersOf(output: Item): Item {
  for (const name in output) if (isMember(name)) output[name] = members[name](output[name])
  return output
}

const list = (value: unknown, read: (entry: unknown) => unknown): unknown =>
  Array.isArray(value) ? value.map(read) : value
function each(value: unknown, read: (entry: unknown) => unknown): unknown {
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, read(entry)]))
}

function itemOf(attributes: unknown): unknown {
  if (!isObject(attributes)) return attributes
  const result: Item = {}
  for (const name in attributes) result[name] = valueOf(attributes[name])
  return result
}

function valueOf(attribute: unknown): unknown {
  if (!isObject(attribute)) throw new TypeError('an attribute has no value')
  for (const type in attribute) {
    const value = attribute[type]
    switch (type) {
      case 'S':
      case 'BOOL':
        return value
      case 'N':
        return Number(value)
      case 'NULL':
        return null
      case 'M':
        return itemOf(value)
      case 'L':
        return list(value, valueOf)
      case 'SS':
        return new Set(Array.isArray(value) ? value : [])
    }
  }
  throw new TypeError(`an attribute is of a type that is not stored here: ${Object.keys(attribute).join()}`)
}

const isObject = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function isPlain(value: object): value is Item {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
