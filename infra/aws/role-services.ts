import type { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { names } from '@/infra/access'
import type { Capability } from '@/infra/capabilities'
import { location, queues, tables } from '@/infra/resources'
import { identityEraser, invalidators, mailers } from '@/infra/service-access'
import { auditorReads } from '@/infra/table-access'
import { collectionArn, deadLettersArn, queueArn, tableArn, trackerArn, userPoolArn } from './names'
import type { Settings } from './settings'
import { allow, READS, tableKey, WATCH, WRITES } from './statements'

/** The tracker and the circles of deliveries. */
export function locationStatements(settings: Settings, capability: Capability): PolicyStatement[] {
  if (capability !== location.owner) return []
  return [
    allow(
      'Tracker',
      ['geo:BatchUpdateDevicePosition', 'geo:GetDevicePositionHistory'],
      [trackerArn(settings)],
    ),
    allow('Fences', ['geo:BatchDeleteGeofence', 'geo:BatchPutGeofence'], [collectionArn(settings)]),
  ]
}

/** What the web tier does by itself: it reaches every table, and fills queues. */
export function webTierStatements(settings: Settings, tablesKeyArn: string): PolicyStatement[] {
  const arns = names(tables).map((table) => tableArn(settings, table))
  const filled = names(queues).filter((queue) => 'fillers' in queues[queue])
  const own = names(queues).map((queue) => queueArn(settings, queue))
  const dead = names(queues).map((queue) => deadLettersArn(settings, queue))
  return [
    allow('Tables', [...READS, ...WRITES], arns),
    allow(
      'Indexes',
      ['dynamodb:Query'],
      arns.map((arn) => `${arn}/index/*`),
    ),
    tableKey(settings, tablesKeyArn),
    allow(
      'FillQueues',
      ['sqs:SendMessage'],
      filled.map((queue) => queueArn(settings, queue)),
    ),
    allow('WatchQueues', WATCH, [...own, ...dead]),
  ]
}

/** Auditors compare the archive with what should be in it. */
export const auditorTables = (settings: Settings, tablesKeyArn: string): PolicyStatement[] => [
  allow(
    'ReadTables',
    ['dynamodb:Scan'],
    auditorReads.map((table) => tableArn(settings, table)),
  ),
  tableKey(settings, tablesKeyArn),
]

/** What a room asks of services that hold nothing of ours, and of the user pool; and where its functions write what happens. */
export function serviceStatements(settings: Settings, capability: Capability): PolicyStatement[] {
  const domain = settings.mailFrom.split('@')[1] ?? settings.siteDomain
  const { region, account } = settings
  return [
    ...(mailers.includes(capability)
      ? [
          allow('Mail', ['ses:SendEmail'], [`arn:aws:ses:${region}:${account}:identity/${domain}`], {
            StringEquals: { 'ses:FromAddress': settings.mailFrom },
          }),
        ]
      : []),
    ...(capability === identityEraser
      ? [allow('EraseIdentity', ['cognito-idp:AdminDeleteUser'], [userPoolArn(settings)])]
      : []),
    ...(invalidators.includes(capability)
      ? [
          allow(
            'Invalidate',
            ['cloudfront:CreateInvalidation'],
            [`arn:aws:cloudfront::${account}:distribution/*`],
          ),
        ]
      : []),
    allow(
      'Logs',
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      [`arn:aws:logs:${region}:${account}:log-group:/${settings.stage}/workers/*`],
    ),
  ]
}
