import { type Call, type Reply, xmlReply } from './call'
import { s3Error } from './errors'
import { refuseAcls } from './object-settings'
import { receiveText } from './receive'
import type { BucketRow } from './schema'
import { document, inside, list, optional, readDocument, text } from './xml'

const NAME = /^(?!xn--|sthree-|\d+\.\d+\.\d+\.\d+$)[a-z0-9](?:[a-z0-9-]|\.(?!\.)){1,61}[a-z0-9]$/

export async function createBucket(call: Call): Promise<Reply> {
  const { store, bucket: name, context } = call
  if (!NAME.test(name) || name.endsWith('-s3alias'))
    throw s3Error('InvalidBucketName', { detail: { BucketName: name } })
  refuseAcls(call.headers)
  const region = askedRegion(await receiveText(call, 64 * 1024))
  const locks = call.headers.get('x-amz-bucket-object-lock-enabled')?.toLowerCase() === 'true'
  await store.write(() => {
    // In us-east-1 the owner may create a bucket again, and nothing changes.
    if (store.bucket(name)) return
    const row: BucketRow = {
      name,
      created: context.now(),
      versioning: locks ? 'Enabled' : '',
      object_lock: locks ? 1 : 0,
    }
    store.saveBucket(row)
    if (region !== undefined && region !== context.region) store.configure(name, 'region', region)
    if (locks) {
      store.configure(
        name,
        'object-lock',
        document('ObjectLockConfiguration', { ObjectLockEnabled: 'Enabled' }),
      )
    }
  })
  return { status: 200, headers: { location: `/${name}` } }
}

/** The region that is asked for, where it is not the cloud's own. One endpoint stands for all regions here.
 *  @throws InvalidLocationConstraint */
function askedRegion(body: string): string | undefined {
  if (!body.trim()) return undefined
  const schema = inside({ LocationConstraint: optional(text), Tags: optional(list(inside({}))) })
  const { LocationConstraint: asked } = readDocument(body, 'CreateBucketConfiguration', schema)
  if (!asked) return undefined
  if (!/^[a-z]{2}-[a-z]+-\d$/.test(asked) || asked === 'us-east-1')
    throw s3Error('InvalidLocationConstraint', { detail: { LocationConstraint: asked } })
  return asked
}

const regionOf = ({ store, context }: Call, bucket: string): string =>
  store.configuration(bucket, 'region') ?? context.region

export function headBucket(call: Call): Reply {
  call.store.requireBucket(call.bucket)
  return { status: 200, headers: { 'x-amz-bucket-region': regionOf(call, call.bucket) } }
}

export async function deleteBucket(call: Call): Promise<Reply> {
  const { store, bucket } = call
  await store.write(() => {
    store.requireBucket(bucket)
    if (!store.isEmpty(bucket)) throw s3Error('BucketNotEmpty', { detail: { BucketName: bucket } })
    for (const upload of store.uploads.ofBucket(bucket)) store.giveUp(store.uploads.remove(upload.id))
    store.deleteBucket(bucket)
  })
  return { status: 204 }
}

export function listBuckets(call: Call): Reply {
  const prefix = call.query.get('prefix') ?? ''
  const after = call.query.get('continuation-token') ?? ''
  const limit = Math.min(Number(call.query.get('max-buckets') ?? 10_000) || 10_000, 10_000)
  const found = call.store.buckets().filter((row) => row.name.startsWith(prefix) && row.name > after)
  const page = found.slice(0, limit)
  return xmlReply(
    document('ListAllMyBucketsResult', {
      Owner: owner(call),
      Buckets: {
        Bucket: page.map((row) => ({
          Name: row.name,
          CreationDate: new Date(row.created).toISOString(),
          BucketRegion: regionOf(call, row.name),
        })),
      },
      ContinuationToken: page.length < found.length ? page.at(-1)?.name : undefined,
      Prefix: prefix || undefined,
    }),
  )
}

export function getBucketLocation(call: Call): Reply {
  call.store.requireBucket(call.bucket)
  const region = regionOf(call, call.bucket)
  return xmlReply(document('LocationConstraint', region === 'us-east-1' ? undefined : region))
}

/** The canonical user that owns everything here. */
export function owner(call: Call): { ID: string; DisplayName: string } {
  return { ID: call.context.accountId.padStart(64, '0'), DisplayName: 'local' }
}
