import { ScanCommand } from '@aws-sdk/lib-dynamodb'
import type { TableName } from '@/infra/resources'
import { dynamo } from '@/server/platform/aws'
import { tableName } from './keys'
import { sent } from './send'

/** Reads a whole table, page by page: for audits and rebuilds, never while somebody waits. @throws Unavailable */
export async function* scanTable(table: TableName): AsyncGenerator<Record<string, unknown>> {
  let from: Record<string, unknown> | undefined
  do {
    const start = from
    const page = await sent(() =>
      dynamo().send(
        new ScanCommand({ TableName: tableName(table), ExclusiveStartKey: start, ConsistentRead: true }),
      ),
    )
    yield* page.Items ?? []
    from = page.LastEvaluatedKey
  } while (from)
}
