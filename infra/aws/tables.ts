import { RemovalPolicy } from 'aws-cdk-lib'
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Construct } from 'constructs'
import { names } from '@/infra/access'
import { outboxIndex, physicalName, type TableName, tables } from '@/infra/resources'
import { constructId } from './names'
import { isKeyed } from './roles'
import type { Settings } from './settings'

const text = (name: string) => ({ name, type: AttributeType.STRING })

/** Every declared table, restorable to any second of the last 35 days.
 *  @returns the streams of those that have one */
export function declaredTables(scope: Construct, settings: Settings, key: IKey): Map<TableName, string> {
  const streams = new Map<TableName, string>()
  for (const name of names(tables)) {
    const declared = tables[name]
    const streamed = 'stream' in declared
    const keyed = isKeyed(declared.dataClass)
    const table = new Table(scope, constructId(name, 'table'), {
      tableName: physicalName(settings.stage, name),
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      encryption: keyed ? TableEncryption.CUSTOMER_MANAGED : TableEncryption.AWS_MANAGED,
      encryptionKey: keyed ? key : undefined,
      stream: streamed ? StreamViewType.NEW_AND_OLD_IMAGES : undefined,
      timeToLiveAttribute: 'ttl' in declared ? declared.ttl : undefined,
    })
    if (table.tableStreamArn) streams.set(name, table.tableStreamArn)
    const indexes = Object.entries('indexes' in declared ? declared.indexes : {})
    const all: [string, { hash: string; range?: string }][] = streamed
      ? [...indexes, [outboxIndex.name, outboxIndex]]
      : indexes
    for (const [indexName, { hash, range }] of all) {
      table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: text(hash),
        sortKey: range ? text(range) : undefined,
        projectionType: ProjectionType.ALL,
      })
    }
  }
  return streams
}
