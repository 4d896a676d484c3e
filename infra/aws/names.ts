import { keyPattern } from '@/infra/bucket-rules'
import { replicaBucketName } from '@/infra/replicas'
import {
  type BucketName,
  location,
  physicalName,
  type QueueName,
  queues,
  type TableName,
} from '@/infra/resources'
import type { Settings } from './settings'

/** Names and ARNs that follow from the declaration, so that stacks and policies need not refer to each other. */
export const bucketName = (settings: Settings, name: string): string => physicalName(settings.stage, name)

export const replicaName = (settings: Settings, name: BucketName): string =>
  replicaBucketName(settings.stage, name)

export const bucketArn = (physical: string): string => `arn:aws:s3:::${physical}`

/** Everything beneath a declared prefix. In policies a star also spans slashes. */
export const objectsArn = (physical: string, path: string): string =>
  `${bucketArn(physical)}/${keyPattern(path)}`

export const roleName = (settings: Settings, role: string): string => physicalName(settings.stage, role)

export const roleArn = (settings: Settings, role: string): string =>
  `arn:aws:iam::${settings.account}:role/${roleName(settings, role)}`

/** The role of the tasks that render pages and answer browsers. */
export const webTier = 'web-tier'

/** The role by which S3 copies to the second region. */
export const replicator = 'object-replication'

export const objectsKeyAlias = (settings: Settings): string =>
  `alias/${physicalName(settings.stage, 'objects')}`

export const tableArn = (settings: Settings, table: TableName): string =>
  `arn:aws:dynamodb:${settings.region}:${settings.account}:table/${physicalName(settings.stage, table)}`

export const queueArn = (settings: Settings, queue: QueueName): string =>
  `arn:aws:sqs:${settings.region}:${settings.account}:${physicalName(settings.stage, queue, queues[queue].fifo)}`

export const deadLettersArn = (settings: Settings, queue: QueueName): string =>
  `arn:aws:sqs:${settings.region}:${settings.account}:${physicalName(settings.stage, `${queue}-dlq`, queues[queue].fifo)}`

export const trackerArn = (settings: Settings): string =>
  `arn:aws:geo:${settings.region}:${settings.account}:tracker/${physicalName(settings.stage, location.tracker)}`

export const collectionArn = (settings: Settings): string =>
  `arn:aws:geo:${settings.region}:${settings.account}:geofence-collection/${physicalName(settings.stage, location.fences)}`

export const userPoolArn = ({ region, account, userPoolId }: Settings): string =>
  `arn:aws:cognito-idp:${region}:${account}:userpool/${userPoolId}`

export const busArn = (settings: Settings, bus: string): string =>
  `arn:aws:events:${settings.region}:${settings.account}:event-bus/${physicalName(settings.stage, bus)}`

/** A construct's id: `orders-consumer` becomes `OrdersConsumer`. */
export const constructId = (...parts: string[]): string =>
  parts
    .flatMap((part) => part.split(/[^a-zA-Z0-9]+/))
    .filter(Boolean)
    .map((part) => part[0]?.toUpperCase() + part.slice(1))
    .join('')
