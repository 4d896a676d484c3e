import { BatchGetCommand, BatchWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { TableName } from '@/infra/resources'
import { dynamo } from '@/server/platform/aws'
import { Unavailable } from '@/server/platform/errors'
import { type Key, tableName } from './keys'
import { readItems } from './reads'
import { sent } from './send'

const attempts = 8
const pause = (attempt: number) =>
  new Promise((resolve) => setTimeout(resolve, Math.min(20 * 2 ** attempt, 2000)))

/** Reads many items by key, in any order, 100 a call; what does not exist is left out. Whole items are read together with whatever
 *  else is being read.
 *  @param attributes only these, where given
 *  @throws Unavailable */
export async function batchGet(
  table: TableName,
  keys: readonly Key[],
  attributes?: readonly string[],
): Promise<Record<string, unknown>[]> {
  if (!attributes) return readItems(table, keys)
  const name = tableName(table)
  const projection = {
    ProjectionExpression: attributes.map((_, index) => `#a${index}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(
      attributes.map((attribute, index) => [`#a${index}`, attribute]),
    ),
  }
  const chunks = Array.from({ length: Math.ceil(keys.length / 100) }, (_, i) =>
    keys.slice(i * 100, i * 100 + 100),
  )
  const pages = await Promise.all(
    chunks.map(async (chunk) => {
      const found: Record<string, unknown>[] = []
      let wanted: Record<string, unknown>[] | undefined = chunk.map((key) => ({ ...key }))
      for (let attempt = 0; wanted?.length; attempt++) {
        if (attempt > 0) await pause(attempt)
        if (attempt === attempts) throw new Unavailable('store-unavailable', 'keys stay unprocessed')
        const request: Record<string, unknown>[] = wanted
        const answer = await sent(() =>
          dynamo().send(
            new BatchGetCommand({
              RequestItems: { [name]: { Keys: request, ConsistentRead: true, ...projection } },
            }),
          ),
        )
        found.push(...(answer.Responses?.[name] ?? []))
        wanted = answer.UnprocessedKeys?.[name]?.Keys
      }
      return found
    }),
  )
  return pages.flat()
}

/** Writes many items without conditions or events, 25 a call. For bulk loads that tell of themselves once a batch.
 *  @throws Unavailable when items stay unprocessed after retries */
export async function batchPut(table: TableName, items: readonly Record<string, unknown>[]): Promise<void> {
  const name = tableName(table)
  const chunks = Array.from({ length: Math.ceil(items.length / 25) }, (_, i) => i * 25)
  await inParallel(chunks, 8, writeChunk)

  async function writeChunk(from: number): Promise<void> {
    let requests = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }))
    for (let attempt = 0; requests.length > 0; attempt++) {
      if (attempt > 0) await pause(attempt)
      if (attempt === attempts) throw new Unavailable('store-unavailable', 'items stay unprocessed')
      const batch = requests
      const answer = await sent(() =>
        dynamo().send(new BatchWriteCommand({ RequestItems: { [name]: batch } })),
      )
      requests = (answer.UnprocessedItems?.[name] ?? []).flatMap((request) =>
        request.PutRequest?.Item ? [{ PutRequest: { Item: request.PutRequest.Item } }] : [],
      )
    }
  }
}

/** Runs `work` over all of `list`, at most `width` at a time. */
async function inParallel<T>(
  list: readonly T[],
  width: number,
  work: (entry: T) => Promise<void>,
): Promise<void> {
  const rest = list.values()
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (const entry of rest) await work(entry)
    }),
  )
}
