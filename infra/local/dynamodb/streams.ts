import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { JsonObject } from '@/infra/local/requests'
import type { LocalContext } from '@/infra/local/service'
import { describeKeys } from './describe'
import type { KeySchema } from './keys'
import { prepare } from './statements'
import type { Store } from './store'
import { dynamoError, type ViewType } from './table'
import { parsed } from './table-input'
import { invalid } from './values'

const shardId = 'shardId-00000000000000000000-00000001'
const iteratorLifetime = 15 * 60_000
/** Milliseconds for which records are kept. */
const retention = 24 * 3_600_000
/** Bytes of records that one answer may hold. */
const answerLimit = 2 ** 20

const ListInput = z.strictObject({
  TableName: z.string().optional(),
  Limit: z.int().min(1).max(100).default(100),
  ExclusiveStartStreamArn: z.string().optional(),
})
const DescribeInput = z.strictObject({
  StreamArn: z.string(),
  Limit: z.int().min(1).max(100).optional(),
  ExclusiveStartShardId: z.string().optional(),
})
const IteratorInput = z.strictObject({
  StreamArn: z.string(),
  ShardId: z.string(),
  ShardIteratorType: z.enum(['TRIM_HORIZON', 'LATEST', 'AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER']),
  SequenceNumber: z
    .string()
    .regex(/^\d{21,40}$/)
    .optional(),
})
const RecordsInput = z.strictObject({
  ShardIterator: z.string(),
  Limit: z.int().min(1).max(1000).default(1000),
})
/** What an iterator says: the stream, the number of the last record that was seen, and when it was made. */
const Iterator = z.strictObject({ stream: z.int(), after: z.int(), at: z.int() })
const Definition = z.object({
  view: z.custom<ViewType>(),
  label: z.string(),
  keys: z.custom<KeySchema>(),
  at: z.number(),
})

type StreamRow = [
  id: number,
  arn: string,
  tableName: string,
  definition: string,
  first: number,
  closedAfter: number | null,
]

/** DynamoDB Streams: one shard per stream, open until the stream is disabled. Answers at once, with what is there. */
export class Streams {
  private readonly context: LocalContext
  private readonly statements

  constructor(store: Store) {
    this.context = store.context
    const columns = 'id, arn, table_name, definition, first, closed_after'
    this.statements = {
      all: prepare<[], StreamRow>(store.database, `SELECT ${columns} FROM streams ORDER BY arn`),
      byArn: prepare<[string], StreamRow>(store.database, `SELECT ${columns} FROM streams WHERE arn = ?`),
      byId: prepare<[number], StreamRow>(store.database, `SELECT ${columns} FROM streams WHERE id = ?`),
      records: prepare<[number, number, number, number], [number, string]>(
        store.database,
        'SELECT number, record FROM records WHERE stream = ? AND number > ? AND at > ? ORDER BY number LIMIT ?',
      ),
      last: prepare<[], [number]>(store.database, "SELECT seq FROM sqlite_sequence WHERE name = 'records'"),
      trim: prepare<[number]>(
        store.database,
        'DELETE FROM records WHERE at <= ? AND number IN (SELECT number FROM records ORDER BY number LIMIT 500)',
      ),
      trimStreams: prepare<[]>(
        store.database,
        `DELETE FROM streams WHERE closed_after IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM records WHERE records.stream = streams.id)`,
      ),
    }
  }

  list(input: JsonObject): JsonObject {
    const { TableName, Limit, ExclusiveStartStreamArn: from } = parsed(ListInput, input)
    const rows = this.statements.all
      .all()
      .filter(([, arn, table]) => (TableName === undefined || table === TableName) && (!from || arn > from))
    const page = rows.slice(0, Limit).map(([, arn, table, definition]) => ({
      StreamArn: arn,
      TableName: table,
      StreamLabel: readDefinition(definition).label,
    }))
    return {
      Streams: page,
      LastEvaluatedStreamArn: page.length < rows.length ? page.at(-1)?.StreamArn : undefined,
    }
  }

  describe(input: JsonObject): JsonObject {
    const { StreamArn, ExclusiveStartShardId } = parsed(DescribeInput, input)
    const [, arn, table, text, first, closedAfter] = this.requireStream(StreamArn)
    const { view, label, keys, at } = readDefinition(text)
    const range = {
      StartingSequenceNumber: sequenceNumber(first),
      ...(closedAfter === null ? {} : { EndingSequenceNumber: sequenceNumber(closedAfter) }),
    }
    return {
      StreamDescription: {
        StreamArn: arn,
        StreamLabel: label,
        StreamStatus: closedAfter === null ? 'ENABLED' : 'DISABLED',
        StreamViewType: view,
        CreationRequestDateTime: at / 1000,
        TableName: table,
        KeySchema: describeKeys(keys),
        Shards: ExclusiveStartShardId === shardId ? [] : [{ ShardId: shardId, SequenceNumberRange: range }],
      },
    }
  }

  shardIterator(input: JsonObject): JsonObject {
    const request = parsed(IteratorInput, input)
    const [id, arn, , , first] = this.requireStream(request.StreamArn)
    if (request.ShardId !== shardId) {
      throw dynamoError(
        'ResourceNotFoundException',
        `Requested resource not found: Shard ${request.ShardId} in stream ${arn} does not exist`,
      )
    }
    return { ShardIterator: this.iterator(id, this.startOf(request, first)) }
  }

  records(input: JsonObject): JsonObject {
    const { ShardIterator, Limit } = parsed(RecordsInput, input)
    const now = this.context.now()
    const { stream, after, at } = readIterator(ShardIterator)
    if (now - at > iteratorLifetime) {
      throw dynamoError('ExpiredIteratorException', 'Iterator expired. Get a new one by GetShardIterator.')
    }
    const row = this.statements.byId.one(stream)
    if (!row) throw dynamoError('ResourceNotFoundException', 'Requested resource not found: Stream not found')
    const [, arn, , , , closedAfter] = row
    const found: JsonObject[] = []
    let last = after
    let bytes = 0
    for (const [number, text] of this.statements.records.all(stream, after, now - retention, Limit)) {
      if (bytes > answerLimit) break
      bytes += text.length
      last = number
      found.push(this.toRecord(arn, number, text))
    }
    const finished = closedAfter !== null && (last >= closedAfter || found.length === 0)
    return { Records: found, NextShardIterator: finished ? undefined : this.iterator(stream, last) }
  }

  /** Forgets records older than a day, and closed streams that have none left. */
  trim(): void {
    const before = this.context.now() - retention
    let trimmed = false
    // Records stand in the order of time, so the first ones that are young enough end the search.
    while (this.statements.trim.run(before).changes > 0) trimmed = true
    if (trimmed) this.statements.trimStreams.run()
  }

  private startOf(request: z.infer<typeof IteratorInput>, first: number): number {
    switch (request.ShardIteratorType) {
      case 'TRIM_HORIZON':
        return first - 1
      case 'LATEST':
        return this.statements.last.one()?.[0] ?? 0
    }
    if (request.SequenceNumber === undefined) {
      throw invalid(`${request.ShardIteratorType} needs a SequenceNumber`)
    }
    const number = Number(BigInt(request.SequenceNumber) - firstSequence)
    if (!Number.isSafeInteger(number) || number < 0) throw invalid('Invalid SequenceNumber')
    return request.ShardIteratorType === 'AT_SEQUENCE_NUMBER' ? number - 1 : number
  }

  private iterator(stream: number, after: number): string {
    return Buffer.from(JSON.stringify({ stream, after, at: Math.round(this.context.now()) })).toString(
      'base64url',
    )
  }

  private requireStream(arn: string): StreamRow {
    const row = this.statements.byArn.one(arn)
    if (row) return row
    throw dynamoError('ResourceNotFoundException', `Requested resource not found: Stream: ${arn} not found`)
  }

  private toRecord(arn: string, number: number, text: string): JsonObject {
    const { dynamodb, ...record } = JSON.parse(text)
    return {
      eventID: createHash('md5').update(`${arn} ${number}`).digest('hex'),
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: this.context.region,
      ...record,
      dynamodb: { ...dynamodb, SequenceNumber: sequenceNumber(number) },
    }
  }
}

const firstSequence = 10n ** 20n

/** Strictly increasing within and across streams. */
function sequenceNumber(number: number): string {
  return String(firstSequence + BigInt(number))
}

function readDefinition(text: string): z.infer<typeof Definition> {
  return Definition.parse(JSON.parse(text))
}

function readIterator(text: string): z.infer<typeof Iterator> {
  try {
    return Iterator.parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  } catch {
    throw invalid('Invalid ShardIterator')
  }
}
