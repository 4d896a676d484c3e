import type { z } from 'zod'
import { type Call, type Reply, type Service, xmlReply } from './call'
import { invalidArgument, s3Error } from './errors'
import { futureDate } from './object-settings'
import { receiveText } from './receive'
import { attributesOf, type Lock } from './schema'
import { requireVersion, versionHeaders } from './find'
import { document, element, inside, oneOf, optional, readDocument, text, whole } from './xml'

const DAY = 86_400_000
const mode = oneOf('GOVERNANCE', 'COMPLIANCE')

const configurationSchema = inside({
  ObjectLockEnabled: oneOf('Enabled'),
  Rule: optional(
    element({
      DefaultRetention: element({ Mode: mode, Days: optional(whole), Years: optional(whole) }),
    }),
  ),
})

/** Checks an `ObjectLockConfiguration` document. @throws MalformedXML, InvalidArgument */
export function readLockConfiguration(body: string): z.infer<typeof configurationSchema> {
  const read = readDocument(body, 'ObjectLockConfiguration', configurationSchema)
  const retention = read.Rule?.DefaultRetention
  if (retention) {
    const { Days, Years } = retention
    if ((Days === undefined) === (Years === undefined)) throw s3Error('MalformedXML')
    if (Days === 0 || Years === 0)
      throw invalidArgument('Days', '0', 'Default retention period must be a positive integer value.')
    if ((Days ?? 0) > 36_500 || (Years ?? 0) > 100) {
      throw invalidArgument('Days', String(Days ?? Years), 'Default retention period too large')
    }
  }
  return read
}

/** The retention that a bucket gives to what is written without one. A year is one of the calendar's. */
export function defaultLock(service: Service, bucket: string): Lock {
  const configuration = service.store.understood(bucket, 'object-lock', readLockConfiguration)
  const retention = configuration?.Rule?.DefaultRetention
  if (!retention) return {}
  const now = service.context.now()
  if (retention.Days !== undefined) return { mode: retention.Mode, until: now + retention.Days * DAY }
  const until = new Date(now)
  until.setUTCFullYear(until.getUTCFullYear() + (retention.Years ?? 0))
  return { mode: retention.Mode, until: until.getTime() }
}

/** @throws AccessDenied while retention or a legal hold protects the version */
export function requireUnlocked(lock: Lock, now: number, bypassGovernance: boolean): void {
  const retained = lock.mode !== undefined && (lock.until ?? 0) > now
  const overruled = lock.mode === 'GOVERNANCE' && bypassGovernance
  if (lock.hold || (retained && !overruled)) {
    throw s3Error('AccessDenied', { message: 'Access Denied because object protected by object lock.' })
  }
}

export function bypassesGovernance(call: Call): boolean {
  return call.headers.get('x-amz-bypass-governance-retention')?.toLowerCase() === 'true'
}

/** Headers of a read that tell of the lock. */
export function lockResponseHeaders(lock: Lock): Record<string, string | undefined> {
  return {
    'x-amz-object-lock-mode': lock.mode,
    'x-amz-object-lock-retain-until-date':
      lock.until === undefined ? undefined : new Date(lock.until).toISOString(),
    'x-amz-object-lock-legal-hold': lock.hold === undefined ? undefined : lock.hold ? 'ON' : 'OFF',
  }
}

const retentionSchema = inside({ Mode: optional(mode), RetainUntilDate: optional(text) })

export async function putObjectRetention(call: Call): Promise<Reply> {
  requireLocks(call)
  const asked = readDocument(await receiveText(call, 64 * 1024), 'Retention', retentionSchema)
  if ((asked.Mode === undefined) !== (asked.RetainUntilDate === undefined)) throw s3Error('MalformedXML')
  const now = call.context.now()
  const until = asked.RetainUntilDate === undefined ? undefined : futureDate(asked.RetainUntilDate, now)
  const row = await call.store.write(() => {
    const found = requireVersion(call)
    const attributes = attributesOf(found)
    const { lock } = attributes
    const retained = lock.mode !== undefined && (lock.until ?? 0) > now
    const extends_ = asked.Mode === lock.mode && (until ?? 0) >= (lock.until ?? 0)
    const toCompliance =
      lock.mode === 'GOVERNANCE' && asked.Mode === 'COMPLIANCE' && (until ?? 0) >= (lock.until ?? 0)
    const overruled = lock.mode === 'GOVERNANCE' && bypassesGovernance(call)
    if (retained && !extends_ && !toCompliance && !overruled) {
      throw s3Error('AccessDenied', { message: 'Access Denied because object protected by object lock.' })
    }
    attributes.lock = { ...(lock.hold === undefined ? {} : { hold: lock.hold }), mode: asked.Mode, until }
    call.store.updateVersion({ ...found, attributes: JSON.stringify(attributes) })
    return found
  })
  return { status: 200, headers: versionHeaders(row) }
}

export function getObjectRetention(call: Call): Reply {
  requireLocks(call)
  const { lock } = attributesOf(requireVersion(call))
  if (!lock.mode || lock.until === undefined) throw s3Error('NoSuchObjectLockConfiguration')
  return xmlReply(
    document('Retention', { Mode: lock.mode, RetainUntilDate: new Date(lock.until).toISOString() }),
  )
}

export async function putObjectLegalHold(call: Call): Promise<Reply> {
  requireLocks(call)
  const body = await receiveText(call, 64 * 1024)
  const { Status } = readDocument(body, 'LegalHold', inside({ Status: oneOf('ON', 'OFF') }))
  const row = await call.store.write(() => {
    const found = requireVersion(call)
    const attributes = attributesOf(found)
    attributes.lock.hold = Status === 'ON'
    call.store.updateVersion({ ...found, attributes: JSON.stringify(attributes) })
    return found
  })
  return { status: 200, headers: versionHeaders(row) }
}

export function getObjectLegalHold(call: Call): Reply {
  requireLocks(call)
  const { lock } = attributesOf(requireVersion(call))
  if (lock.hold === undefined) throw s3Error('NoSuchObjectLockConfiguration')
  return xmlReply(document('LegalHold', { Status: lock.hold ? 'ON' : 'OFF' }))
}

function requireLocks(call: Call): void {
  if (!call.store.requireBucket(call.bucket).object_lock) {
    throw s3Error('InvalidRequest', { message: 'Bucket is missing Object Lock Configuration' })
  }
}
