import { createHash } from 'node:crypto'
import type { MessageAttribute } from './input'

const STRING = 1
const BINARY = 2

export function md5(text: string): string {
  return createHash('md5').update(text, 'utf8').digest('hex')
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/**
 * The digest of message attributes as the SQS developer guide defines it ("Calculating the MD5 message digest for
 * message attributes"): names in order, each name, type and value preceded by its length in four bytes.
 */
export function md5OfAttributes(attributes: Record<string, MessageAttribute>): string | undefined {
  const names = Object.keys(attributes).sort()
  if (names.length === 0) return undefined
  const hash = createHash('md5')
  const add = (bytes: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    hash.update(length).update(bytes)
  }
  for (const name of names) {
    const attribute = attributes[name]
    if (!attribute) continue
    add(Buffer.from(name, 'utf8'))
    add(Buffer.from(attribute.DataType, 'utf8'))
    const binary = attribute.BinaryValue !== undefined
    hash.update(Buffer.from([binary ? BINARY : STRING]))
    add(
      binary
        ? Buffer.from(attribute.BinaryValue ?? '', 'base64')
        : Buffer.from(attribute.StringValue ?? '', 'utf8'),
    )
  }
  return hash.digest('hex')
}

/** What counts against the size limit: the body and the names, types and values of attributes. In bytes. */
export function messageSize(body: string, attributes: Record<string, MessageAttribute>): number {
  let size = Buffer.byteLength(body)
  for (const [name, attribute] of Object.entries(attributes)) {
    size += Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType)
    size += Buffer.byteLength(attribute.StringValue ?? '')
    size += Buffer.byteLength(attribute.BinaryValue ?? '', 'base64')
  }
  return size
}
