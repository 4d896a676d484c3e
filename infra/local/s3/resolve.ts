import { s3Error } from './errors'
import type { Target } from './target'

type Methods = Partial<Record<string, string>>

/** GET, PUT and DELETE of a bucket's subresource. */
const all = (noun: string, get = `Get${noun}`, put = `Put${noun}`): Methods => ({
  GET: get,
  PUT: put,
  DELETE: `Delete${noun}`,
})

/** Operations by the query parameter that selects them, also those that are not implemented here. */
const OF_BUCKETS: Record<string, Methods> = {
  accelerate: all('BucketAccelerateConfiguration'),
  acl: all('BucketAcl'),
  analytics: all('BucketAnalyticsConfiguration'),
  cors: all('BucketCors'),
  delete: { POST: 'DeleteObjects' },
  encryption: all('BucketEncryption'),
  'intelligent-tiering': all('BucketIntelligentTieringConfiguration'),
  inventory: all('BucketInventoryConfiguration'),
  lifecycle: all('BucketLifecycle', 'GetBucketLifecycleConfiguration', 'PutBucketLifecycleConfiguration'),
  location: { GET: 'GetBucketLocation' },
  logging: all('BucketLogging'),
  metadataTable: all('BucketMetadataTableConfiguration'),
  metrics: all('BucketMetricsConfiguration'),
  notification: all('BucketNotificationConfiguration'),
  'object-lock': all('ObjectLockConfiguration'),
  ownershipControls: all('BucketOwnershipControls'),
  policy: all('BucketPolicy'),
  policyStatus: { GET: 'GetBucketPolicyStatus' },
  publicAccessBlock: all('PublicAccessBlock'),
  replication: all('BucketReplication'),
  requestPayment: all('BucketRequestPayment'),
  session: { GET: 'CreateSession' },
  tagging: all('BucketTagging'),
  uploads: { GET: 'ListMultipartUploads' },
  versioning: all('BucketVersioning'),
  versions: { GET: 'ListObjectVersions' },
  website: all('BucketWebsite'),
}
const OF_OBJECTS: Record<string, Methods> = {
  acl: all('ObjectAcl'),
  attributes: { GET: 'GetObjectAttributes' },
  'legal-hold': all('ObjectLegalHold'),
  renameObject: { PUT: 'RenameObject' },
  restore: { POST: 'RestoreObject' },
  retention: all('ObjectRetention'),
  select: { POST: 'SelectObjectContent' },
  tagging: all('ObjectTagging'),
  torrent: { GET: 'GetObjectTorrent' },
  uploadId: {
    GET: 'ListParts',
    PUT: 'UploadPart',
    POST: 'CompleteMultipartUpload',
    DELETE: 'AbortMultipartUpload',
  },
  uploads: { POST: 'CreateMultipartUpload' },
}
const BUCKET: Methods = {
  PUT: 'CreateBucket',
  HEAD: 'HeadBucket',
  DELETE: 'DeleteBucket',
  POST: 'PostObject',
}
const OBJECT: Methods = { GET: 'GetObject', HEAD: 'HeadObject', PUT: 'PutObject', DELETE: 'DeleteObject' }

/** The official name of the operation that a request asks for. @throws MethodNotAllowed */
export function resolveOperation(method: string, target: Target): string {
  const name = target.key ? objectOperation(method, target) : bucketOperation(method, target)
  if (!name)
    throw s3Error('MethodNotAllowed', {
      detail: { Method: method, ResourceType: target.key ? 'OBJECT' : 'BUCKET' },
    })
  return name
}

function bucketOperation(method: string, { bucket, query }: Target): string | undefined {
  if (!bucket) return method === 'GET' ? 'ListBuckets' : undefined
  const selected = Object.keys(OF_BUCKETS).find((name) => query.has(name))
  if (selected) return OF_BUCKETS[selected]?.[method]
  if (method === 'GET') return query.get('list-type') === '2' ? 'ListObjectsV2' : 'ListObjects'
  return BUCKET[method]
}

function objectOperation(method: string, { query, headers }: Target): string | undefined {
  const selected = Object.keys(OF_OBJECTS).find((name) => query.has(name))
  const name = selected ? OF_OBJECTS[selected]?.[method] : OBJECT[method]
  if (!headers.has('x-amz-copy-source')) return name
  if (name === 'UploadPart') return 'UploadPartCopy'
  return name === 'PutObject' ? 'CopyObject' : name
}
