import { permitted } from './authorise'
import type { Call } from './call'
import { s3Error } from './errors'
import type { VersionRow } from './schema'

/**
 * The version that a request names, or the current one. A delete marker is found only where `markers` says so.
 * @throws NoSuchBucket, NoSuchKey, NoSuchVersion, MethodNotAllowed (a delete marker named by its version id);
 *   AccessDenied instead of NoSuchKey for a role that may not list, which must not learn what exists
 */
export function requireVersion(
  call: Call,
  target = { bucket: call.bucket, key: call.key, version: call.query.get('versionId') },
): VersionRow {
  call.store.requireBucket(target.bucket)
  const { version } = target
  const row = version
    ? call.store.version(target.bucket, target.key, version)
    : call.store.current(target.bucket, target.key)
  if (row && !row.marker) return row
  const marker = row ? { 'x-amz-delete-marker': 'true', 'x-amz-version-id': row.version } : undefined
  if (row && version) {
    throw s3Error('MethodNotAllowed', {
      detail: { Method: call.request.method ?? '', ResourceType: 'DeleteMarker' },
      headers: { ...marker, allow: 'DELETE', 'last-modified': new Date(row.modified).toUTCString() },
    })
  }
  if (version) throw s3Error('NoSuchVersion', { detail: { Key: target.key, VersionId: version } })
  if (!permitted(call, 's3:ListBucket', target.bucket, target.key)) throw s3Error('AccessDenied')
  throw s3Error('NoSuchKey', { detail: { Key: target.key }, headers: marker })
}

/** The version id as responses carry it: only where the bucket keeps versions. */
export function versionHeaders(row: VersionRow): Record<string, string> {
  return row.version === 'null' ? {} : { 'x-amz-version-id': row.version }
}
