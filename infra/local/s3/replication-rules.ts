import { z } from 'zod'
import { type Call, type Reply, type Service, xmlReply } from './call'
import { notImplemented, s3Error } from './errors'
import { receiveText } from './receive'
import { attributesOf, type VersionRow } from './schema'
import { element, inside, list, oneOf, optional, readDocument, text, whole } from './xml'

/** How far a replica lags behind its source, on the clock that tests may move. Milliseconds. */
const LAG = 2_000

const status = element({ Status: oneOf('Enabled', 'Disabled') })
const tag = inside({ Key: text, Value: text })
const schema = inside({
  Role: text,
  Rule: list(
    inside({
      ID: optional(text),
      Status: oneOf('Enabled', 'Disabled'),
      Priority: optional(whole),
      Prefix: optional(text),
      Filter: optional(
        element({
          Prefix: optional(text),
          Tag: optional(z.tuple([tag])),
          And: optional(element({ Prefix: optional(text), Tag: list(tag) })),
        }),
      ),
      DeleteMarkerReplication: optional(status),
      SourceSelectionCriteria: optional(z.array(z.unknown())),
      ExistingObjectReplication: optional(status),
      Destination: element({
        Bucket: text,
        StorageClass: optional(text),
        Account: optional(text),
        EncryptionConfiguration: optional(element({ ReplicaKmsKeyID: text })),
        Metrics: optional(z.array(z.unknown())),
        ReplicationTime: optional(z.array(z.unknown())),
      }),
    }),
  ),
})

export interface ReplicationRule {
  prefix: string
  tags: Record<string, string>
  destination: string
  storageClass: string | undefined
  kmsKey: string | undefined
  markers: boolean
}

/** The rules in force of a `ReplicationConfiguration` document. @throws MalformedXML, InvalidRequest */
function readReplication(body: string): ReplicationRule[] {
  const { Rule } = readDocument(body, 'ReplicationConfiguration', schema)
  if (Rule.length === 0) throw s3Error('MalformedXML')
  return Rule.filter((rule) => rule.Status === 'Enabled').map((rule) => {
    const scope = rule.Filter?.And ?? rule.Filter
    const tags = rule.Filter?.And?.Tag ?? rule.Filter?.Tag ?? []
    if (rule.ExistingObjectReplication?.Status === 'Enabled')
      throw notImplemented('replication of existing objects')
    return {
      prefix: rule.Prefix ?? scope?.Prefix ?? '',
      tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
      destination: rule.Destination.Bucket.replace(/^arn:aws:s3:::/, ''),
      storageClass: rule.Destination.StorageClass,
      kmsKey: rule.Destination.EncryptionConfiguration?.ReplicaKmsKeyID,
      markers: rule.DeleteMarkerReplication?.Status === 'Enabled',
    }
  })
}

export async function putBucketReplication(call: Call): Promise<Reply> {
  const body = await receiveText(call, 256 * 1024)
  const rules = readReplication(body)
  await call.store.write(() => {
    const names = [call.bucket, ...rules.map((rule) => rule.destination)]
    for (const name of names) {
      if (!call.store.bucket(name))
        throw s3Error('InvalidRequest', { message: 'Destination bucket must exist.' })
      if (call.store.bucket(name)?.versioning !== 'Enabled') {
        throw s3Error('InvalidRequest', {
          message: "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
        })
      }
    }
    call.store.configure(call.bucket, 'replication', body)
  })
  return { status: 200 }
}

export function getBucketReplication(call: Call): Reply {
  call.store.requireBucket(call.bucket)
  const body = call.store.configuration(call.bucket, 'replication')
  if (body === undefined) throw s3Error('ReplicationConfigurationNotFoundError')
  return xmlReply(body)
}

export async function deleteBucketReplication(call: Call): Promise<Reply> {
  await call.store.write(() => {
    call.store.requireBucket(call.bucket)
    call.store.configure(call.bucket, 'replication', undefined)
  })
  return { status: 204 }
}

/** The rule that copies a new version, if there is one. Replicas are not copied on. */
export function replicationRule(service: Service, row: VersionRow): ReplicationRule | undefined {
  const rules = service.store.understood(row.bucket, 'replication', readReplication)
  if (!rules) return undefined
  const { tags, replication } = attributesOf(row)
  if (replication === 'REPLICA') return undefined
  return rules.find(
    (rule) =>
      row.key.startsWith(rule.prefix) &&
      (row.marker === 0 || (rule.markers && Object.keys(rule.tags).length === 0)) &&
      Object.entries(rule.tags).every(([key, value]) => tags[key] === value),
  )
}

/** Within a write: lets a new version be copied when its bucket's rules say so. @returns the row as it is then */
export function awaitReplication(service: Service, row: VersionRow): VersionRow {
  if (!replicationRule(service, row)) return row
  service.store.awaitReplication(row, service.context.now() + LAG)
  if (row.marker) return row
  const pending: VersionRow = {
    ...row,
    attributes: JSON.stringify({ ...attributesOf(row), replication: 'PENDING' }),
  }
  service.store.updateVersion(pending)
  return pending
}
