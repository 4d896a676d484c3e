import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { TableName } from '@/infra/resources'
import { dynamo } from '@/server/platform/aws'
import { decodeCursor, encodeCursor, tableName } from './keys'
import { sent } from './send'

/** A page of a query; `cursor` continues it. */
export interface Page<T> {
  items: T[]
  cursor?: string
}

export interface QueryOptions {
  /** Items a page, at most. */
  limit?: number
  descending?: boolean
  cursor?: string
  /** Only range keys that begin so (needs `range`). */
  beginsWith?: string
  /** Only range keys up to and including this one (needs `range`). */
  upTo?: string
}

/** Every page of a query, one after the other. @param page asks for the page at a cursor */
export async function everyItem<T>(page: (cursor?: string) => Promise<Page<T>>): Promise<T[]> {
  const found: T[] = []
  let cursor: string | undefined
  do {
    const { items, cursor: next } = await page(cursor)
    found.push(...items)
    cursor = next
  } while (cursor)
  return found
}

/** Reads one page of the items whose hash attribute equals a value. @throws Unavailable, Invalid `cursor` */
export async function queryItems<T>(
  table: TableName,
  by: { index?: string; attribute: string; range?: string; equals: string },
  { limit, descending = false, cursor, beginsWith, upTo }: QueryOptions,
  parse: (item: Record<string, unknown>) => T,
): Promise<Page<T>> {
  const conditions = ['#hash = :hash']
  if (beginsWith !== undefined) conditions.push('begins_with(#range, :range)')
  else if (upTo !== undefined) conditions.push('#range <= :range')
  const range = beginsWith ?? upTo
  const found = await sent(() =>
    dynamo().send(
      new QueryCommand({
        TableName: tableName(table),
        IndexName: by.index,
        KeyConditionExpression: conditions.join(' AND '),
        ExpressionAttributeNames: {
          '#hash': by.attribute,
          ...(range === undefined ? {} : { '#range': by.range ?? 'sk' }),
        },
        ExpressionAttributeValues: {
          ':hash': by.equals,
          ...(range === undefined ? {} : { ':range': range }),
        },
        Limit: limit,
        ScanIndexForward: !descending,
        ConsistentRead: by.index === undefined,
        ExclusiveStartKey: cursor === undefined ? undefined : decodeCursor(cursor),
      }),
    ),
  )
  return {
    items: (found.Items ?? []).map(parse),
    cursor: found.LastEvaluatedKey && encodeCursor(found.LastEvaluatedKey),
  }
}
