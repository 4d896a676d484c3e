import { createHash } from 'node:crypto'
import { numberBytes } from './numbers'
import { type AttributeValue, attribute, type Item } from './values'

export type KeyType = 'S' | 'N' | 'B'
export interface KeyAttribute {
  name: string
  type: KeyType
}
export interface KeySchema {
  hash: KeyAttribute
  range?: KeyAttribute
}

/** A key as it is stored: both parts compare by their bytes as DynamoDB compares the values. */
export interface StoredKey {
  /** Four bytes that scatter the partitions (and cut scans into segments), then the value. */
  hash: Buffer
  /** Empty when the schema has no range key. */
  range: Buffer
}

/** Beyond every range key, which has at most 1,024 bytes. */
export const beyondRange = Buffer.alloc(1100, 0xff)
const nothing = Buffer.alloc(0)

/** The stored key of an item, or `undefined` when it lacks one of the attributes (in the right type). */
export function keyOf(item: Item, schema: KeySchema): StoredKey | undefined {
  const hash = part(item, schema.hash)
  if (!hash) return undefined
  if (!schema.range) return { hash: scattered(hash), range: nothing }
  const range = part(item, schema.range)
  return range && { hash: scattered(hash), range }
}

/** A partition's stored value. */
export function hashOf(value: AttributeValue, type: KeyType): Buffer {
  return scattered(keyBytes(value, type) ?? nothing)
}

/** Bytes that sort as values of this type do; `undefined` when the value has another type. */
export function keyBytes(value: AttributeValue, type: KeyType): Buffer | undefined {
  const content = value[type]
  if (content === undefined) return undefined
  if (type === 'N') return numberBytes(content)
  return Buffer.from(content, type === 'S' ? 'utf8' : 'base64')
}

/** One blob for a whole key, unique to it. */
export function joined(key: StoredKey): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(key.hash.length)
  return Buffer.concat([length, key.hash, key.range])
}

/** The smallest byte string after this one. */
export function after(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(1)])
}

/** The smallest byte string after all that begin with this one. */
export function afterPrefix(bytes: Buffer): Buffer {
  let end = bytes.length
  while (end > 0 && bytes[end - 1] === 0xff) end -= 1
  if (end === 0) return beyondRange
  const next = Buffer.from(bytes.subarray(0, end))
  next[end - 1] = (next[end - 1] ?? 0) + 1
  return next
}

/** Where a scan's segment begins; that of the segment after the last is beyond everything. */
export function segmentStart(segment: number, segments: number): Buffer {
  if (segment >= segments) return beyondRange
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(Math.floor((segment * 2 ** 32) / segments))
  return bytes
}

/** The attributes of a key alone. */
export function keyAttributes(item: Item, ...schemas: KeySchema[]): Item {
  const key: Item = {}
  for (const schema of schemas) {
    for (const { name } of schema.range ? [schema.hash, schema.range] : [schema.hash]) {
      const value = attribute(item, name)
      if (value) key[name] = value
    }
  }
  return key
}

function part(item: Item, { name, type }: KeyAttribute): Buffer | undefined {
  const value = attribute(item, name)
  return value && keyBytes(value, type)
}

function scattered(bytes: Buffer): Buffer {
  return Buffer.concat([createHash('md5').update(bytes).digest().subarray(0, 4), bytes])
}
