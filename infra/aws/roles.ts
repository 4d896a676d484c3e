import { Duration } from 'aws-cdk-lib'
import {
  AccountPrincipal,
  ArnPrincipal,
  CompositePrincipal,
  ManagedPolicy,
  type PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import { type Grant, grants, names } from '@/infra/access'
import { keyPattern } from '@/infra/bucket-rules'
import { type Capability, capabilities } from '@/infra/capabilities'
import { bus, type QueueName, queues, type TableName, tables } from '@/infra/resources'
import { tableAccess } from '@/infra/table-access'
import {
  bucketArn,
  bucketName,
  busArn,
  constructId,
  deadLettersArn,
  objectsArn,
  queueArn,
  roleArn,
  roleName,
  tableArn,
  webTier,
} from './names'
import type { Settings } from './settings'
import { explainWildcards } from './exceptions'
import { auditorTables, locationStatements, serviceStatements, webTierStatements } from './role-services'
import { allow, READS, WATCH, WRITES } from './statements'

interface Keys {
  objectsKeyArn: string
  tablesKeyArn: string
}

/** One role for each capability, for its tasks and functions, and one for auditors, who are people with a second factor. */
export function declaredRoles(scope: Construct, settings: Settings, keys: Keys): void {
  const web = webTierRole(scope, settings, keys.tablesKeyArn)
  for (const capability of capabilities) {
    const role = new Role(scope, constructId(capability, 'role'), {
      roleName: roleName(settings, capability),
      description: `What ${capability} may touch`,
      assumedBy: new CompositePrincipal(
        new ServicePrincipal('ecs-tasks.amazonaws.com'),
        new ServicePrincipal('lambda.amazonaws.com'),
        new ArnPrincipal(roleArn(settings, webTier)),
      ),
      maxSessionDuration: Duration.hours(12),
    })
    role.node.addDependency(web.node.defaultChild ?? web)
    attach(role, constructId(capability), [
      ...objectStatements(settings, capability, keys.objectsKeyArn),
      ...tableStatements(settings, capability, keys.tablesKeyArn),
      ...messageStatements(settings, capability),
      ...locationStatements(settings, capability),
      ...serviceStatements(settings, capability),
    ])
  }
  const auditor = new Role(scope, 'AuditorRole', {
    roleName: roleName(settings, 'auditor'),
    description: 'Reads, restores and holds archived records',
    assumedBy: new AccountPrincipal(settings.account).withConditions({
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
    }),
  })
  attach(auditor, 'Auditor', [
    ...objectStatements(settings, 'auditor', keys.objectsKeyArn),
    ...auditorTables(settings, keys.tablesKeyArn),
  ])
}

/** IAM takes 6,144 characters a policy, and ten policies a role. */
const longestPolicy = 5_000

/** Gives a role its statements, in as many policies as they need. */
function attach(role: Role, id: string, statements: PolicyStatement[]): void {
  const policies: PolicyStatement[][] = []
  let length = longestPolicy
  for (const statement of statements) {
    const own = JSON.stringify(statement.toStatementJson()).length
    if (length + own > longestPolicy) {
      policies.push([])
      length = 0
    }
    policies.at(-1)?.push(statement)
    length += own
  }
  for (const [index, some] of policies.entries()) {
    const more = index > 0 ? String(index + 1) : ''
    const policy = new ManagedPolicy(role, constructId(id, 'policy', more), {
      roles: [role],
      statements: some,
    })
    explainWildcards(
      policy,
      some.flatMap((statement) => statement.resources),
    )
  }
}

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

const STREAMS = [
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:ListStreams',
]

/** What a capability may do with tables: with its own everything, with others what is declared, so that a transaction that several rooms
 *  take part in is one role's to commit. */
function tableStatements(settings: Settings, capability: Capability, keyArn: string): PolicyStatement[] {
  const access = (table: TableName) =>
    tables[table].owner === capability ? 'write' : tableAccess[table]?.[capability]
  const touched = names(tables).filter((table) => access(table) !== undefined)
  const written = touched.filter((table) => access(table) === 'write')
  const streamed = touched.filter((table) => tables[table].owner === capability && 'stream' in tables[table])
  const indexed = touched.filter((table) => 'stream' in tables[table] || 'indexes' in tables[table])
  const arns = (list: readonly TableName[], beneath = '') =>
    list.map((table) => `${tableArn(settings, table)}${beneath}`)
  const statement = (sid: string, actions: readonly string[], resources: readonly string[]) =>
    resources.length > 0 ? [allow(sid, actions, resources)] : []
  return [
    ...statement('ReadTables', READS, arns(touched)),
    ...statement('WriteTables', WRITES, arns(written)),
    ...statement('Indexes', ['dynamodb:Query', 'dynamodb:Scan'], arns(indexed, '/index/*')),
    ...statement('Streams', STREAMS, arns(streamed, '/stream/*')),
    ...(streamed.length > 0 ? [allow('Publish', ['events:PutEvents'], [busArn(settings, bus)])] : []),
    ...(touched.some((table) => isKeyed(tables[table].dataClass))
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

const CONSUME = [
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:GetQueueUrl',
  'sqs:ReceiveMessage',
]
const REDRIVE = ['sqs:DeleteMessage', 'sqs:ReceiveMessage', 'sqs:StartMessageMoveTask']

function messageStatements(settings: Settings, capability: Capability): PolicyStatement[] {
  const own = names(queues).filter((queue) => queues[queue].owner === capability)
  const filled = names(queues).filter((queue) => {
    const declared = queues[queue]
    return 'fillers' in declared && declared.fillers.some((room) => room === capability)
  })
  const arns = (list: readonly QueueName[]) => list.map((queue) => queueArn(settings, queue))
  const dead = names(queues).map((queue) => deadLettersArn(settings, queue))
  return [
    ...(own.length > 0 ? [allow('Queues', CONSUME, arns(own))] : []),
    ...(filled.length > 0 ? [allow('FillQueues', ['sqs:GetQueueUrl', 'sqs:SendMessage'], arns(filled))] : []),
    ...(capability === 'operations'
      ? [
          allow('WatchQueues', WATCH, [...arns(names(queues)), ...dead]),
          allow('Redrive', REDRIVE, dead),
          allow('RedriveInto', ['sqs:SendMessage'], arns(names(queues))),
        ]
      : []),
  ]
}

/** The web tier runs every room, so it takes on each room's role for what that room asks of S3, and may do nothing there itself. Tables
 *  it reaches by itself: a transaction that several rooms take part in has one signer. */
function webTierRole(scope: Construct, settings: Settings, tablesKeyArn: string): Role {
  const role = new Role(scope, 'WebTierRole', {
    roleName: roleName(settings, webTier),
    description: 'Takes on the roles of the capabilities that it runs',
    assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com'),
  })
  attach(role, 'WebTier', [
    allow(
      'TakeOn',
      ['sts:AssumeRole'],
      capabilities.map((capability) => roleArn(settings, capability)),
    ),
    ...webTierStatements(settings, tablesKeyArn),
  ])
  return role
}
