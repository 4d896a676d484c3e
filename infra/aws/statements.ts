import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Settings } from './settings'

/** A statement that allows something. */
export const allow = (
  sid: string,
  actions: readonly string[],
  resources: readonly string[],
  conditions?: object,
) =>
  new PolicyStatement({
    sid,
    effect: Effect.ALLOW,
    actions: [...actions],
    resources: [...resources],
    conditions: conditions && { ...conditions },
  })

export const READS = [
  'dynamodb:BatchGetItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:DescribeTable',
  'dynamodb:GetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
]
export const WRITES = [
  'dynamodb:BatchWriteItem',
  'dynamodb:DeleteItem',
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
]
/** To see how deep each queue is, and to bring back what was given up. */
export const WATCH = ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl']

/** Tables about people are encrypted with our own key, which DynamoDB uses for whoever reads them. */
export const tableKey = (settings: Settings, keyArn: string) =>
  allow('TableKey', ['kms:Decrypt'], [keyArn], {
    StringEquals: { 'kms:ViaService': `dynamodb.${settings.region}.amazonaws.com` },
  })
