import { jsonHandler, type JsonOperation } from '@/infra/local/json-service'
import type { LocalContext, LocalService } from '@/infra/local/service'
import { batchGet, batchWrite } from './batch'
import { Cursors } from './cursors'
import { getItem, writeItem } from './items'
import { query, scan } from './query'
import { Settings } from './settings'
import { Store } from './store'
import { Streams } from './streams'
import { errorNamespace } from './table'
import { Tables } from './tables'
import { TransactionTokens, transactGet, transactWrite } from './transact'
import { tidy } from './upkeep'

const tidyEvery = 1_000
/** Bytes of a request: 16 MB of items, and what JSON adds to them. */
const bodyLimit = 24 * 2 ** 20

/** DynamoDB and its Streams, which are two endpoints over one store. */
export function open(context: LocalContext): { dynamodb: LocalService; streams: LocalService } {
  const database = context.database('dynamodb')
  const store = new Store(database, context)
  const streams = new Streams(store)
  const tokens = new TransactionTokens(database, () => context.now())
  const timer = setInterval(() => {
    try {
      tidy(store, streams, tokens)
    } catch (error) {
      // The next round tries again; meanwhile readers are right to filter by expiry themselves.
      console.error('dynamodb: tidying failed:', error)
    }
  }, tidyEvery)
  timer.unref()
  return {
    dynamodb: {
      handle: jsonHandler(context, {
        name: 'dynamodb',
        signingName: 'dynamodb',
        target: 'DynamoDB_20120810',
        version: '1.0',
        errorNamespace,
        checksum: true,
        bodyLimit,
        operations: itemOperations(store, tokens),
      }),
      reset: () => store.reset(),
      close: () => clearInterval(timer),
    },
    streams: {
      handle: jsonHandler(context, {
        name: 'dynamodbStreams',
        signingName: 'dynamodb',
        target: 'DynamoDBStreams_20120810',
        version: '1.0',
        errorNamespace,
        checksum: true,
        operations: {
          ListStreams: (input) => streams.list(input),
          DescribeStream: (input) => streams.describe(input),
          GetShardIterator: (input) => streams.shardIterator(input),
          GetRecords: (input) => streams.records(input),
        },
      }),
      reset() {},
      close() {},
    },
  }
}

/** Every operation of DynamoDB by its name, on a store. */
export function itemOperations(store: Store, tokens: TransactionTokens): Record<string, JsonOperation> {
  const tables = new Tables(store)
  const settings = new Settings(store)
  const cursors = new Cursors(store.database)
  return {
    PutItem: (input) => writeItem(store, 'PutItem', input),
    UpdateItem: (input) => writeItem(store, 'UpdateItem', input),
    DeleteItem: (input) => writeItem(store, 'DeleteItem', input),
    GetItem: (input) => getItem(store, input),
    Query: (input) => query(store, cursors, input),
    Scan: (input) => scan(store, cursors, input),
    BatchGetItem: (input) => batchGet(store, input),
    BatchWriteItem: (input) => batchWrite(store, input),
    TransactGetItems: (input) => transactGet(store, input),
    TransactWriteItems: (input) => transactWrite(store, tokens, input),
    CreateTable: (input) => tables.create(input),
    DescribeTable: (input) => tables.describeOne(input),
    ListTables: (input) => tables.list(input),
    UpdateTable: (input) => tables.update(input),
    DeleteTable: (input) => tables.delete(input),
    UpdateTimeToLive: (input) => settings.updateTimeToLive(input),
    DescribeTimeToLive: (input) => settings.describeTimeToLive(input),
    UpdateContinuousBackups: (input) => settings.updateContinuousBackups(input),
    DescribeContinuousBackups: (input) => settings.describeContinuousBackups(input),
    TagResource: (input) => settings.tag(input),
    UntagResource: (input) => settings.untag(input),
    ListTagsOfResource: (input) => settings.tags(input),
  }
}
