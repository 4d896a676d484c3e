import { type Attributes, attributesOf, type BucketRow, type VersionRow } from './schema'
import type { Service } from './call'
import type { Cause } from './events'
import { awaitReplication } from './replication-rules'
import { newVersionId } from './store'
import { requireUnlocked } from './lock'

export interface NewVersion {
  key: string
  size: number
  etag: string
  storageClass: string
  attributes: Attributes
}

/** Within a write: makes this the current version of its key, and tells of it. */
export function addVersion(service: Service, bucket: BucketRow, added: NewVersion, cause: Cause): VersionRow {
  const now = service.context.now()
  const row: VersionRow = {
    ...placed(service, bucket, added.key, now),
    marker: 0,
    size: added.size,
    etag: added.etag,
    class: added.storageClass,
    attributes: JSON.stringify(added.attributes),
  }
  service.store.insertVersion(row)
  service.outbox.add('Object Created', row, cause)
  return awaitReplication(service, row)
}

/**
 * Within a write: what DELETE without a version id does. A versioned bucket gets a delete marker; otherwise the object goes.
 * @param at epoch milliseconds that a marker is dated with
 * @returns the marker, if there is one now
 */
export function removeCurrent(
  service: Service,
  bucket: BucketRow,
  key: string,
  cause: Cause,
  at = service.context.now(),
): VersionRow | undefined {
  const { store, outbox } = service
  if (!bucket.versioning) {
    const row = store.current(bucket.name, key)
    if (!row) return undefined
    erase(service, row)
    outbox.add('Object Deleted', { ...row, seq: store.next(service.context.wallNow()) }, cause, PERMANENTLY)
    return undefined
  }
  const marker: VersionRow = {
    ...placed(service, bucket, key, at),
    marker: 1,
    size: 0,
    etag: '',
    class: 'STANDARD',
    attributes: '{"segments":[],"headers":{},"metadata":{},"tags":{},"encryption":{},"lock":{}}',
  }
  store.insertVersion(marker)
  awaitReplication(service, marker)
  outbox.add('Object Deleted', marker, cause, { 'deletion-type': 'Delete Marker Created' })
  return marker
}

/** Within a write: deletes one version for good; the newest of the others becomes current. @throws AccessDenied when it is locked */
export function removeVersion(
  service: Service,
  row: VersionRow,
  cause: Cause,
  bypassGovernance = false,
): void {
  requireUnlocked(attributesOf(row).lock, service.context.now(), bypassGovernance)
  const { store, outbox } = service
  erase(service, row)
  if (row.latest) {
    const next = store.newest(row.bucket, row.key)
    if (next) store.updateVersion({ ...next, latest: 1, noncurrent_since: null })
  }
  outbox.add('Object Deleted', { ...row, seq: store.next(service.context.wallNow()) }, cause, PERMANENTLY)
}

const PERMANENTLY = { 'deletion-type': 'Permanently Deleted' }

/** Makes room for a new current version: the version that it replaces goes, or becomes noncurrent. */
function placed(service: Service, bucket: BucketRow, key: string, now: number) {
  const { store } = service
  const versioned = bucket.versioning === 'Enabled'
  const current = store.current(bucket.name, key)
  const replaced = versioned ? undefined : store.version(bucket.name, key, 'null')
  if (replaced) erase(service, replaced)
  if (current && current.seq !== replaced?.seq)
    store.updateVersion({ ...current, latest: 0, noncurrent_since: now })
  return {
    bucket: bucket.name,
    key,
    seq: store.next(service.context.wallNow()),
    version: versioned ? newVersionId() : 'null',
    latest: 1,
    modified: now,
    noncurrent_since: null,
  }
}

function erase(service: Service, row: VersionRow): void {
  service.store.deleteVersion(row)
  service.store.giveUp(attributesOf(row).segments)
}
