import { z } from 'zod'
import { type Call, type Operation, type Reply, xmlReply } from './call'
import { readCors } from './cors'
import { readEncryption } from './defaults'
import { type ErrorCode, notImplemented, s3Error } from './errors'
import { readLifecycle } from './lifecycle-rules'
import { readLockConfiguration } from './lock'
import { readPolicy } from './policy'
import { receiveText } from './receive'
import type { Configuration } from './store'
import { readTagging } from './tags'
import { document, inside, oneOf, optional, parseXml, readDocument, text, truth } from './xml'

const BUCKET_TAGS = 50

interface Kind {
  /** Refuses what S3 would refuse. */
  check(body: string): unknown
  absent: ErrorCode
  /** Whether something may be configured for this bucket at all. */
  allow?(call: Call): void
}

const KINDS: Record<
  Exclude<Configuration, 'notification' | 'replication' | 'transition-minimum' | 'region'>,
  Kind
> = {
  cors: { check: readCors, absent: 'NoSuchCORSConfiguration' },
  lifecycle: { check: readLifecycle, absent: 'NoSuchLifecycleConfiguration' },
  encryption: { check: readEncryption, absent: 'ServerSideEncryptionConfigurationNotFoundError' },
  policy: { check: readPolicy, absent: 'NoSuchBucketPolicy' },
  tagging: { check: (body) => readTagging(body, BUCKET_TAGS), absent: 'NoSuchTagSet' },
  'object-lock': {
    check: readLockConfiguration,
    absent: 'ObjectLockConfigurationNotFoundError',
    allow(call) {
      if (call.store.requireBucket(call.bucket).versioning !== 'Enabled') {
        throw s3Error('InvalidBucketState', {
          message: "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
        })
      }
    },
  },
  ownershipControls: { check: readOwnership, absent: 'OwnershipControlsNotFoundError' },
  publicAccessBlock: { check: readPublicAccessBlock, absent: 'NoSuchPublicAccessBlockConfiguration' },
}

type Named = keyof typeof KINDS

export function getConfiguration(kind: Named): Operation {
  return (call) => {
    call.store.requireBucket(call.bucket)
    const body = call.store.configuration(call.bucket, kind)
    if (body === undefined) throw s3Error(KINDS[kind].absent, { detail: { BucketName: call.bucket } })
    return kind === 'policy' ? xmlReply(body, { 'content-type': 'application/json' }) : xmlReply(body)
  }
}

export function putConfiguration(kind: Named): Operation {
  return async (call) => {
    call.store.requireBucket(call.bucket)
    const body = await receiveText(call, 256 * 1024)
    KINDS[kind].check(body)
    await call.store.write(() => {
      const bucket = call.store.requireBucket(call.bucket)
      KINDS[kind].allow?.(call)
      call.store.configure(call.bucket, kind, body)
      if (kind === 'object-lock') call.store.saveBucket({ ...bucket, object_lock: 1 })
    })
    return { status: kind === 'policy' || kind === 'tagging' ? 204 : 200 }
  }
}

export function deleteConfiguration(kind: Named): Operation {
  return async (call) => {
    await call.store.write(() => {
      call.store.requireBucket(call.bucket)
      call.store.configure(call.bucket, kind, undefined)
    })
    return { status: 204 }
  }
}

const versioningSchema = inside({
  Status: optional(oneOf('Enabled', 'Suspended')),
  MfaDelete: optional(text),
})

export async function putBucketVersioning(call: Call): Promise<Reply> {
  const { Status, MfaDelete } = readDocument(
    await receiveText(call, 64 * 1024),
    'VersioningConfiguration',
    versioningSchema,
  )
  if (MfaDelete === 'Enabled') throw notImplemented('MFA delete')
  if (!Status) throw s3Error('MalformedXML')
  await call.store.write(() => {
    const bucket = call.store.requireBucket(call.bucket)
    if (Status === 'Suspended' && bucket.object_lock) {
      throw s3Error('InvalidBucketState', {
        message:
          'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
      })
    }
    call.store.saveBucket({ ...bucket, versioning: Status })
  })
  return { status: 200 }
}

export function getBucketVersioning(call: Call): Reply {
  const { versioning } = call.store.requireBucket(call.bucket)
  return xmlReply(document('VersioningConfiguration', { Status: versioning || undefined }))
}

const DESTINATIONS = ['TopicConfiguration', 'QueueConfiguration', 'CloudFunctionConfiguration']

/** Whether a notification configuration sends the bucket's events to EventBridge. */
export function wantsEvents(body: string): boolean {
  const tree = parseXml(body, 'NotificationConfiguration')
  return typeof tree === 'object' && 'EventBridgeConfiguration' in tree
}

export async function putBucketNotification(call: Call): Promise<Reply> {
  const body = await receiveText(call, 256 * 1024)
  const tree = parseXml(body, 'NotificationConfiguration')
  const other = DESTINATIONS.find((name) => typeof tree === 'object' && name in tree)
  if (other) throw notImplemented(`${other} (events go to EventBridge)`)
  await call.store.write(() => {
    call.store.requireBucket(call.bucket)
    call.store.configure(call.bucket, 'notification', body)
  })
  return { status: 200 }
}

export function getBucketNotification(call: Call): Reply {
  call.store.requireBucket(call.bucket)
  return xmlReply(
    call.store.configuration(call.bucket, 'notification') ?? document('NotificationConfiguration', undefined),
  )
}

function readOwnership(body: string): void {
  const ownership = oneOf('BucketOwnerEnforced', 'BucketOwnerPreferred', 'ObjectWriter')
  const schema = inside({ Rule: z.tuple([inside({ ObjectOwnership: ownership })]) })
  const [rule] = readDocument(body, 'OwnershipControls', schema).Rule
  if (rule.ObjectOwnership !== 'BucketOwnerEnforced')
    throw notImplemented(`object ownership ${rule.ObjectOwnership}`)
}

function readPublicAccessBlock(body: string) {
  const schema = inside({
    BlockPublicAcls: optional(truth),
    IgnorePublicAcls: optional(truth),
    BlockPublicPolicy: optional(truth),
    RestrictPublicBuckets: optional(truth),
  })
  return readDocument(body, 'PublicAccessBlockConfiguration', schema)
}
