import { type KeyAttribute, type KeySchema, keyOf, type StoredKey } from './keys'
import type { Table } from './table'
import { attribute, type Item, invalid, typeOf } from './values'

/** The key of an item to be written. @throws ServiceError ValidationException when a key attribute will not do */
export function requireItemKey(item: Item, table: Table): StoredKey {
  for (const key of attributesOf(table.keys)) {
    const value = attribute(item, key.name)
    if (!value) throw wrong(`Missing the key ${key.name} in the item`)
    if (value[key.type] === undefined) {
      throw wrong(`Type mismatch for key ${key.name} expected: ${key.type} actual: ${typeOf(value)}`)
    }
    requireContent(value[key.type], key, table.keys)
  }
  requireIndexTypes(item, table)
  return requireStored(item, table.keys)
}

/** The key that a request names. @throws ServiceError ValidationException when it is not exactly the table's key */
export function requireKey(key: Item, table: Table): StoredKey {
  const attributes = attributesOf(table.keys)
  const fits = attributes.every(({ name, type }) => attribute(key, name)?.[type] !== undefined)
  if (!fits || Object.keys(key).length !== attributes.length) {
    throw invalid('The provided key element does not match the schema')
  }
  for (const one of attributes) requireContent(key[one.name]?.[one.type], one, table.keys)
  return requireStored(key, table.keys)
}

/** Refuses an index key of another type than declared; one that is absent is fine (sparse index). */
export function requireIndexTypes(item: Item, table: Table): void {
  for (const index of table.indexes) {
    for (const { name, type } of attributesOf(index.keys)) {
      const value = attribute(item, name)
      if (value && value[type] === undefined) {
        throw wrong(
          `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${index.name}`,
        )
      }
      if (value && value[type] === '') {
        throw invalid(
          `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty ${kind(type)} value. IndexName: ${index.name}, IndexKey: ${name}`,
        )
      }
    }
  }
}

/** Refuses expressions that go into key attributes as if they were documents. */
export function requireFlatKeys(nested: Readonly<Record<string, boolean>> | undefined, table: Table): void {
  if (!nested) return
  const attributes = [table.keys, ...table.indexes.map((index) => index.keys)].flatMap(attributesOf)
  const found = attributes.find(({ name }) => Object.hasOwn(nested, name))
  if (found) {
    throw invalid(
      `Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: ${found.name}`,
    )
  }
}

export function attributesOf(schema: KeySchema): KeyAttribute[] {
  return schema.range ? [schema.hash, schema.range] : [schema.hash]
}

function requireContent(content: string | undefined, { name, type }: KeyAttribute, schema: KeySchema): void {
  if (type === 'N' || content === undefined) return
  if (content === '') {
    throw invalid(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${kind(type)} value. Key: ${name}`,
    )
  }
  const size = Buffer.byteLength(content, type === 'S' ? 'utf8' : 'base64')
  if (name === schema.hash.name && size > 2048) {
    throw wrong('Size of hashkey has exceeded the maximum size limit of2048 bytes')
  }
  if (name !== schema.hash.name && size > 1024) {
    throw wrong('Aggregated size of all range keys has exceeded the size limit of 1024 bytes')
  }
}

function requireStored(item: Item, schema: KeySchema): StoredKey {
  const key = keyOf(item, schema)
  if (!key) throw invalid('The provided key element does not match the schema')
  return key
}

function kind(type: string): string {
  return type === 'S' ? 'string' : 'binary'
}

function wrong(message: string): Error {
  return invalid(`One or more parameter values were invalid: ${message}`)
}
