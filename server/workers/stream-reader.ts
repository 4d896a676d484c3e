import { DescribeTableCommand } from '@aws-sdk/client-dynamodb'
import {
  type _Record,
  DescribeStreamCommand,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { TableName } from '@/infra/resources'
import { dynamo, dynamoStreams } from '@/server/platform/aws'
import { log } from '@/server/platform/log'
import { pause } from '@/server/platform/pause'
import type { ItemChange } from '@/server/platform/relay'
import { tableName } from '@/server/platform/tables/keys'
import type { Checkpoints } from './checkpoints'

/** Milliseconds between two looks at a stream in which nothing happens: somebody waits for an order, nobody for a price. One that
 *  has long been silent is asked less often: an idle shop should leave a laptop alone. */
function idleMilliseconds(table: TableName, silent: number): number {
  const long = silent > 250
  return table === 'orders' ? (long ? 250 : 80) : long ? 600 : 350
}
const batch = 500

/** Reads a table's stream until the signal and hands every change over at least once. Where it is, is kept durably after a batch
 *  was handled. On AWS, Lambda's event source mapping does this. */
export async function readStream(
  table: TableName,
  checkpoints: Checkpoints,
  handle: (changes: ItemChange[]) => Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const described = await dynamo().send(new DescribeTableCommand({ TableName: tableName(table) }))
      const arn = described.Table?.LatestStreamArn
      if (!arn) throw new Error(`${table} has no stream`)
      for (const shard of await shardsOf(arn)) await readShard(table, arn, shard, checkpoints, handle, signal)
    } catch (error) {
      if (signal.aborted) return
      log.warn({ err: error, table }, 'a stream cannot be read; trying again')
      await pause(500, signal)
    }
  }
}

/** The shards of a stream, parents before their children. */
async function shardsOf(arn: string): Promise<string[]> {
  const shards: string[] = []
  let after: string | undefined
  do {
    const page = await dynamoStreams().send(
      new DescribeStreamCommand({ StreamArn: arn, ExclusiveStartShardId: after }),
    )
    shards.push(...(page.StreamDescription?.Shards ?? []).flatMap((shard) => shard.ShardId ?? []))
    after = page.StreamDescription?.LastEvaluatedShardId
  } while (after)
  return shards.sort()
}

/** Reads one shard until it is closed and read to its end, or the signal. */
async function readShard(
  table: TableName,
  arn: string,
  shard: string,
  checkpoints: Checkpoints,
  handle: (changes: ItemChange[]) => Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  let iterator = await iteratorFor(arn, shard, checkpoints.get(arn, shard))
  let silent = 0
  while (iterator && !signal.aborted) {
    const answer = await records(iterator)
    if (answer === 'again') {
      iterator = await iteratorFor(arn, shard, checkpoints.get(arn, shard))
      continue
    }
    const found = answer.Records ?? []
    const last = found.at(-1)?.dynamodb?.SequenceNumber
    if (last !== undefined) {
      await handle(found.map((record) => changeOf(table, record)))
      checkpoints.set(arn, shard, last)
      silent = 0
    } else {
      silent++
      await pause(idleMilliseconds(table, silent), signal)
    }
    iterator = answer.NextShardIterator
  }
}

/** No signal: it is answered at once, and what is given options costs more at every look. */
async function records(iterator: string) {
  try {
    return await dynamoStreams().send(new GetRecordsCommand({ ShardIterator: iterator, Limit: batch }))
  } catch (error) {
    if (error instanceof ExpiredIteratorException) return 'again'
    throw error
  }
}

async function iteratorFor(
  arn: string,
  shard: string,
  after: string | undefined,
): Promise<string | undefined> {
  const from = { StreamArn: arn, ShardId: shard }
  if (after !== undefined) {
    try {
      const found = await dynamoStreams().send(
        new GetShardIteratorCommand({
          ...from,
          ShardIteratorType: 'AFTER_SEQUENCE_NUMBER',
          SequenceNumber: after,
        }),
      )
      return found.ShardIterator
    } catch (error) {
      if (!(error instanceof TrimmedDataAccessException)) throw error
      log.error(
        { shard },
        'records were trimmed before they were read; the outbox sweeper finds what they carried',
      )
    }
  }
  const first = await dynamoStreams().send(
    new GetShardIteratorCommand({ ...from, ShardIteratorType: 'TRIM_HORIZON' }),
  )
  return first.ShardIterator
}

function changeOf(table: TableName, { dynamodb }: _Record): ItemChange {
  const image = (value: NonNullable<typeof dynamodb>['NewImage']) => value && unmarshall(value)
  return { table, before: image(dynamodb?.OldImage), after: image(dynamodb?.NewImage) }
}
