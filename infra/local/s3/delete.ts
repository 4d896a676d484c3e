import { permitted } from './authorise'
import { type Call, type Reply, xmlReply } from './call'
import { causeOf } from './cause'
import { checkWrite } from './conditions'
import { S3Error, s3Error } from './errors'
import { bypassesGovernance } from './lock'
import { receiveText } from './receive'
import type { VersionRow } from './schema'
import { removeCurrent, removeVersion } from './versions'
import { document, inside, list, optional, readDocument, text, truth } from './xml'

interface Deleted {
  marker: boolean
  version?: string
}

/** Within a write: deletes one version, or the current one. What is not there is deleted already. */
function deleteOne(call: Call, key: string, version: string | undefined): Deleted {
  const { store } = call
  const bucket = store.requireBucket(call.bucket)
  const cause = causeOf(call, call.operation === 'DeleteObjects' ? 'DeleteObject' : call.operation)
  if (version === undefined) {
    const marker = removeCurrent(call, bucket, key, cause)
    return { marker: marker !== undefined, version: marker?.version }
  }
  const row = store.version(call.bucket, key, version)
  if (row) removeVersion(call, row, cause, bypassesGovernance(call))
  return { marker: row?.marker === 1, version }
}

export async function deleteObject(call: Call): Promise<Reply> {
  const version = call.query.get('versionId')
  const deleted = await call.store.write(() => {
    const target: VersionRow | undefined = version
      ? call.store.version(call.bucket, call.key, version)
      : call.store.current(call.bucket, call.key)
    if (call.headers.has('if-match')) checkWrite(call.headers, target)
    return deleteOne(call, call.key, version)
  })
  return {
    status: 204,
    headers: {
      'x-amz-delete-marker': deleted.marker ? 'true' : undefined,
      'x-amz-version-id': deleted.version === 'null' && !version ? undefined : deleted.version,
    },
  }
}

const requestSchema = inside({
  Object: list(inside({ Key: text, VersionId: optional(text), ETag: optional(text) })),
  Quiet: optional(truth),
})

export async function deleteObjects(call: Call): Promise<Reply> {
  call.store.requireBucket(call.bucket)
  const body = await receiveText(call, 2 * 1024 * 1024)
  if (
    ![...call.headers.keys()].some((name) => name === 'content-md5' || name.startsWith('x-amz-checksum-'))
  ) {
    throw s3Error('InvalidRequest', {
      message: 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
    })
  }
  const asked = readDocument(body, 'Delete', requestSchema)
  if (asked.Object.length === 0 || asked.Object.length > 1000) throw s3Error('MalformedXML')
  const results = await call.store.write(() => asked.Object.map((one) => attempt(call, one)))
  return xmlReply(
    document('DeleteResult', {
      Deleted: results.flatMap((result) => (result.deleted && !asked.Quiet ? [result.deleted] : [])),
      Error: results.flatMap((result) => result.failed ?? []),
    }),
  )
}

function attempt(call: Call, one: { Key: string; VersionId?: string; ETag?: string }) {
  const identity = { Key: one.Key, VersionId: one.VersionId }
  try {
    const action = one.VersionId ? 's3:DeleteObjectVersion' : 's3:DeleteObject'
    if (!permitted(call, action, call.bucket, one.Key)) throw s3Error('AccessDenied')
    if (one.ETag) checkWrite(new Map([['if-match', one.ETag]]), call.store.current(call.bucket, one.Key))
    const { marker, version } = deleteOne(call, one.Key, one.VersionId)
    return {
      deleted: {
        ...identity,
        DeleteMarker: marker ? true : undefined,
        DeleteMarkerVersionId: marker ? version : undefined,
      },
    }
  } catch (error) {
    if (!(error instanceof S3Error)) throw error
    return { failed: { ...identity, Code: error.code, Message: error.message } }
  }
}
