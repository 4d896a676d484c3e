import type { JsonObject } from '@/infra/local/requests'
import { invalid } from './values'

const expressions = ['ExpressionAttributeNames', 'ExpressionAttributeValues']
const transacted = ['TableName', 'ConditionExpression', ...expressions, 'ReturnValuesOnConditionCheckFailure']
const write = [...transacted, 'ReturnValues', 'ReturnConsumedCapacity', 'ReturnItemCollectionMetrics']
const read = [
  'TableName',
  'IndexName',
  'Limit',
  'Select',
  'ExclusiveStartKey',
  'FilterExpression',
  'ProjectionExpression',
  'ConsistentRead',
  'ReturnConsumedCapacity',
  ...expressions,
]

/** The parameters that each operation understands; the legacy ones that expressions replaced are not among them. */
const understood = {
  PutItem: ['Item', ...write],
  UpdateItem: ['Key', 'UpdateExpression', ...write],
  DeleteItem: ['Key', ...write],
  GetItem: [
    'TableName',
    'Key',
    'ProjectionExpression',
    'ExpressionAttributeNames',
    'ConsistentRead',
    'ReturnConsumedCapacity',
  ],
  Query: ['KeyConditionExpression', 'ScanIndexForward', ...read],
  Scan: ['Segment', 'TotalSegments', ...read],
  BatchGetItem: ['RequestItems', 'ReturnConsumedCapacity'],
  BatchGetItemKeys: ['Keys', 'ProjectionExpression', 'ExpressionAttributeNames', 'ConsistentRead'],
  BatchWriteItem: ['RequestItems', 'ReturnConsumedCapacity', 'ReturnItemCollectionMetrics'],
  TransactWriteItems: [
    'TransactItems',
    'ClientRequestToken',
    'ReturnConsumedCapacity',
    'ReturnItemCollectionMetrics',
  ],
  TransactGetItems: ['TransactItems', 'ReturnConsumedCapacity'],
  Put: ['Item', ...transacted],
  Update: ['Key', 'UpdateExpression', ...transacted],
  Delete: ['Key', ...transacted],
  ConditionCheck: ['Key', ...transacted],
  Get: ['TableName', 'Key', 'ProjectionExpression', 'ExpressionAttributeNames'],
  CreateTable: [
    'TableName',
    'AttributeDefinitions',
    'KeySchema',
    'GlobalSecondaryIndexes',
    'LocalSecondaryIndexes',
    'BillingMode',
    'ProvisionedThroughput',
    'StreamSpecification',
    'SSESpecification',
    'TableClass',
    'Tags',
    'DeletionProtectionEnabled',
  ],
  UpdateTable: [
    'TableName',
    'AttributeDefinitions',
    'GlobalSecondaryIndexUpdates',
    'BillingMode',
    'ProvisionedThroughput',
    'StreamSpecification',
    'SSESpecification',
    'TableClass',
    'DeletionProtectionEnabled',
  ],
} as const satisfies Record<string, readonly string[]>

/** Refuses what would otherwise be ignored in silence.
 *  @throws ServiceError ValidationException that names the parameter */
export function requireUnderstood(operation: keyof typeof understood, input: JsonObject): void {
  const names: readonly string[] = understood[operation]
  for (const name in input) {
    if (input[name] != null && !names.includes(name)) {
      throw invalid(`not implemented: the parameter ${name} of ${operation}`)
    }
  }
}
