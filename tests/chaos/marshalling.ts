import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type { JsonObject } from '@/infra/local/requests'

const options = { removeUndefinedValues: true }
const maps = new Set(['Item', 'Key', 'ExpressionAttributeValues', 'ExclusiveStartKey'])
const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A request of the document client as it goes over the wire. */
export function onTheWire(input: unknown): unknown {
  if (Array.isArray(input)) return input.map(onTheWire)
  if (!isObject(input)) return input
  return Object.fromEntries(
    Object.entries(input)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => {
        if (maps.has(name)) return [name, marshall(value, options)]
        if (name === 'Keys' && Array.isArray(value)) {
          return [name, value.map((key) => marshall(key, options))]
        }
        return [name, onTheWire(value)]
      }),
  )
}

/** An answer as the document client gives it. */
export function offTheWire(output: JsonObject): JsonObject {
  const { Item, Items, Responses, LastEvaluatedKey, Attributes } = output
  const read = (item: unknown) =>
    isObject(item) ? unmarshall(item as Parameters<typeof unmarshall>[0]) : item
  return {
    ...output,
    ...(Item === undefined ? {} : { Item: read(Item) }),
    ...(Attributes === undefined ? {} : { Attributes: read(Attributes) }),
    ...(LastEvaluatedKey === undefined ? {} : { LastEvaluatedKey: read(LastEvaluatedKey) }),
    ...(Array.isArray(Items) ? { Items: Items.map(read) } : {}),
    ...(isObject(Responses)
      ? {
          Responses: Object.fromEntries(
            Object.entries(Responses).map(([table, items]) => [
              table,
              Array.isArray(items) ? items.map(read) : items,
            ]),
          ),
        }
      : {}),
  }
}
