import { type Call, type Reply } from './call'
import { notImplemented, s3Error } from './errors'
import { requireVersion } from './find'
import { receiveText } from './receive'
import { type Attributes, attributesOf, type VersionRow } from './schema'
import { causeOf } from './cause'
import { element, inside, oneOf, optional, readDocument, text, whole } from './xml'

const MINUTE = 60_000
const DAY = 86_400_000
const ARCHIVED = new Set(['GLACIER', 'DEEP_ARCHIVE'])

/** How long a restore takes, by class and tier: the upper end of what S3 documents. Milliseconds. */
const DURATIONS: Record<string, Partial<Record<string, number>>> = {
  GLACIER: { Expedited: 5 * MINUTE, Standard: 5 * 60 * MINUTE, Bulk: 12 * 60 * MINUTE },
  DEEP_ARCHIVE: { Standard: 12 * 60 * MINUTE, Bulk: 48 * 60 * MINUTE },
}

function isArchived(row: VersionRow): boolean {
  return ARCHIVED.has(row.class)
}

/** @throws InvalidObjectState for an archived object that no restore has made readable */
export function requireReadable(row: VersionRow, now: number): void {
  if (!isArchived(row)) return
  const { restore } = attributesOf(row)
  if (restore && restore.readyAt <= now && now < restore.until) return
  throw s3Error('InvalidObjectState', { detail: { StorageClass: row.class } })
}

/** `x-amz-restore` of a read, as long as there is or will be a copy. */
export function restoreHeader(attributes: Attributes, now: number): string | undefined {
  const { restore } = attributes
  if (!restore || now >= restore.until) return undefined
  if (now < restore.readyAt) return 'ongoing-request="true"'
  return `ongoing-request="false", expiry-date="${new Date(restore.until).toUTCString()}"`
}

const requestSchema = inside({
  Days: optional(whole),
  Tier: optional(text),
  Type: optional(text),
  GlacierJobParameters: optional(element({ Tier: oneOf('Expedited', 'Standard', 'Bulk') })),
})

/** Copies expire at the first midnight (UTC) after their days, as S3 reckons it. */
const expiry = (from: number, days: number) => Math.ceil((from + days * DAY) / DAY) * DAY

export async function restoreObject(call: Call): Promise<Reply> {
  const asked = readDocument(await receiveText(call, 64 * 1024), 'RestoreRequest', requestSchema)
  if (asked.Type === 'SELECT') throw notImplemented('RestoreObject of type SELECT')
  const days = asked.Days
  if (days === undefined || days < 1) throw s3Error('MalformedXML')
  const tier = asked.GlacierJobParameters?.Tier ?? asked.Tier ?? 'Standard'
  const now = call.context.now()
  const status = await call.store.write(() => {
    const row = requireVersion(call)
    if (!isArchived(row)) {
      throw s3Error('InvalidObjectState', {
        message: "Restore is not allowed for the object's current storage class",
        detail: { StorageClass: row.class },
      })
    }
    const duration = DURATIONS[row.class]?.[tier]
    if (duration === undefined) {
      throw s3Error('InvalidArgument', { message: `${tier} retrievals are not available for ${row.class}` })
    }
    const attributes = attributesOf(row)
    const { restore } = attributes
    const alive = restore && now < restore.until
    if (alive && now < restore.readyAt) throw s3Error('RestoreAlreadyInProgress')
    const readyAt = alive ? restore.readyAt : now + duration
    attributes.restore = {
      readyAt,
      until: expiry(Math.max(now, readyAt), days),
      announced: alive ? restore.announced : false,
    }
    call.store.updateVersion({ ...row, attributes: JSON.stringify(attributes) })
    if (!alive) call.outbox.add('Object Restore Initiated', row, causeOf(call, 'RestoreObject'))
    return alive ? 200 : 202
  })
  return { status }
}
