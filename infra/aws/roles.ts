import { Duration } from 'aws-cdk-lib'
import {
  AccountPrincipal,
  CompositePrincipal,
  Effect,
  ManagedPolicy,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import { type Grant, grants, names } from '@/infra/access'
import { keyPattern } from '@/infra/bucket-rules'
import { type Capability, capabilities } from '@/infra/capabilities'
import { bus, queues, tables } from '@/infra/resources'
import { bucketArn, bucketName, busArn, constructId, objectsArn, queueArn, roleName, tableArn } from './names'
import type { Settings } from './settings'
import { explainWildcards } from './exceptions'

interface Keys {
  objectsKeyArn: string
  tablesKeyArn: string
}

/** One role for each capability, for its tasks and functions, and one for auditors, who are people with a second factor. */
export function declaredRoles(scope: Construct, settings: Settings, keys: Keys): void {
  for (const capability of capabilities) {
    const role = new Role(scope, constructId(capability, 'role'), {
      roleName: roleName(settings, capability),
      description: `What ${capability} may touch`,
      assumedBy: new CompositePrincipal(
        new ServicePrincipal('ecs-tasks.amazonaws.com'),
        new ServicePrincipal('lambda.amazonaws.com'),
      ),
      maxSessionDuration: Duration.hours(12),
    })
    attach(role, constructId(capability), [
      ...objectStatements(settings, capability, keys.objectsKeyArn),
      ...tableStatements(settings, capability, keys.tablesKeyArn),
      ...messageStatements(settings, capability),
    ])
  }
  const auditor = new Role(scope, 'AuditorRole', {
    roleName: roleName(settings, 'auditor'),
    description: 'Reads, restores and holds archived records',
    assumedBy: new AccountPrincipal(settings.account).withConditions({
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
    }),
  })
  attach(auditor, 'Auditor', objectStatements(settings, 'auditor', keys.objectsKeyArn))
}

function attach(role: Role, id: string, statements: PolicyStatement[]): void {
  if (statements.length === 0) return
  const policy = new ManagedPolicy(role, constructId(id, 'policy'), { roles: [role], statements })
  explainWildcards(
    policy,
    statements.flatMap((statement) => statement.resources),
  )
}

const allow = (sid: string, actions: readonly string[], resources: readonly string[], conditions?: object) =>
  new PolicyStatement({
    sid,
    effect: Effect.ALLOW,
    actions: [...actions],
    resources: [...resources],
    conditions: conditions && { ...conditions },
  })

function objectStatements(settings: Settings, role: string, keyArn: string): PolicyStatement[] {
  const own = grants.filter((grant) => grant.role === role)
  const physical = (grant: Grant) => bucketName(settings, grant.bucket)
  const listed = own.filter(({ listActions }) => listActions.length > 0)
  const keyed = own.filter(({ dataClass }) => dataClass !== 'public')
  const keyActions = [
    ...(keyed.some(({ reads, writes }) => reads || writes) ? ['kms:Decrypt'] : []),
    ...(keyed.some(({ writes }) => writes) ? ['kms:GenerateDataKey'] : []),
  ]
  return [
    ...own.map((grant) =>
      allow(constructId(grant.bucket, grant.path), grant.objectActions, [
        objectsArn(physical(grant), grant.path),
      ]),
    ),
    ...[...new Set(listed.map(({ bucket }) => bucket))].map((bucket) => {
      const here = listed.filter((grant) => grant.bucket === bucket)
      const prefixes = here.map(({ path }) => keyPattern(path))
      return allow(
        constructId('list', bucket),
        [...new Set(here.flatMap(({ listActions }) => listActions))],
        [bucketArn(bucketName(settings, bucket))],
        { StringLike: { 's3:prefix': prefixes } },
      )
    }),
    ...(keyActions.length > 0
      ? [
          allow('ObjectKey', keyActions, [keyArn], {
            StringEquals: {
              'kms:ViaService': `s3.${settings.region}.amazonaws.com`,
              'kms:EncryptionContext:aws:s3:arn': [
                ...new Set(keyed.map((grant) => bucketArn(physical(grant)))),
              ],
            },
          }),
        ]
      : []),
  ]
}

const ITEMS = [
  'dynamodb:BatchGetItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:DeleteItem',
  'dynamodb:DescribeTable',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'dynamodb:UpdateItem',
]
const STREAMS = ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator']

function tableStatements(settings: Settings, capability: Capability, keyArn: string): PolicyStatement[] {
  const own = names(tables).filter((table) => tables[table].owner === capability)
  if (own.length === 0) return []
  const arns = own.map((table) => tableArn(settings, table))
  const streamed = own.filter((table) => 'stream' in tables[table]).map((table) => tableArn(settings, table))
  const indexed = own.filter((table) => 'stream' in tables[table] || 'indexes' in tables[table])
  const keyed = own.some((table) => isKeyed(tables[table].dataClass))
  return [
    allow('Tables', ITEMS, arns),
    ...(indexed.length > 0
      ? [
          allow(
            'Indexes',
            ['dynamodb:Query', 'dynamodb:Scan'],
            indexed.map((table) => `${tableArn(settings, table)}/index/*`),
          ),
        ]
      : []),
    ...(streamed.length > 0
      ? [
          allow(
            'Streams',
            STREAMS,
            streamed.map((arn) => `${arn}/stream/*`),
          ),
          allow('Publish', ['events:PutEvents'], [busArn(settings, bus)]),
        ]
      : []),
    ...(keyed
      ? [
          allow('TableKey', ['kms:Decrypt'], [keyArn], {
            StringEquals: { 'kms:ViaService': `dynamodb.${settings.region}.amazonaws.com` },
          }),
        ]
      : []),
  ]
}

/** Tables about people and payments have a key of ours; others DynamoDB's own. */
export const isKeyed = (dataClass: string): boolean => dataClass === 'personal' || dataClass === 'payment'

function messageStatements(settings: Settings, capability: Capability): PolicyStatement[] {
  const own = names(queues).filter((queue) => queues[queue].owner === capability)
  if (own.length === 0) return []
  const consume = [
    'sqs:ChangeMessageVisibility',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:GetQueueUrl',
    'sqs:ReceiveMessage',
  ]
  return [
    allow(
      'Queues',
      consume,
      own.map((queue) => queueArn(settings, queue)),
    ),
  ]
}
