import { createHash } from 'node:crypto'
import { GetObjectCommand, type HeadObjectCommandOutput, ListObjectVersionsCommand } from '@aws-sdk/client-s3'
import { names } from '@/infra/access'
import { retentions } from '@/infra/object-life'
import {
  ArchiveManifest,
  archiveFolder,
  describedKey,
  isManifest,
  manifestKey,
} from '@/server/platform/archive-manifest'
import { isoNow } from '@/server/platform/clock'
import { bucketName, objectsAs, objectsUnavailable } from '@/server/platform/objects'
import { compareWithOrders } from './completeness'
import { askFor, headOf, standingOf } from './records'

const role = 'auditor'
const atOnce = 8
const restoredDays = 7
const second = 1000

type Problem =
  | 'changed'
  | 'document-missing'
  | 'manifest-missing'
  | 'manifest-unreadable'
  | 'missing'
  | 'not-locked'
  | 'replaced'
  | 'hidden'
  | 'without-order'

export interface AuditReport {
  year: number
  at: string
  /** Documents that the year's folders hold. */
  records: number
  /** Those whose bytes are what their manifest says, and whose lock holds. */
  verified: number
  /** Those that sleep in Glacier or are on their way back. */
  pending: number
  bytes: number
  /** All orders that there are, and how many records of the year they account for. */
  orders: number
  due: number
  /** Those among them that are due since a moment ago. */
  toCome: number
  findings: { key: string; problem: Problem }[]
}

interface Listed {
  versions: number
  hidden: boolean
}

/** Goes through everything that was archived for a year, as the auditor: each document must be there once, locked, and byte for byte
 *  what its manifest says; and what the orders say must be there, and nothing else of them.
 *  @param request whether what sleeps in Glacier is asked for, to be verified by a later run
 *  @throws Unavailable */
export async function auditYear(year: number, request: boolean): Promise<AuditReport> {
  const report: AuditReport = {
    year,
    at: isoNow(),
    records: 0,
    verified: 0,
    pending: 0,
    bytes: 0,
    orders: 0,
    due: 0,
    toCome: 0,
    findings: [],
  }
  const there = new Set<string>()
  for (const retention of names(retentions)) {
    const listed = await listing(archiveFolder(retention, year))
    const keys = [...listed.keys()].filter((key) => !isManifest(key))
    report.records += keys.length
    for (const key of keys) there.add(key)
    for (const key of listed.keys()) {
      const missing = isManifest(key) && !listed.has(describedKey(key))
      if (missing) report.findings.push({ key: describedKey(key), problem: 'document-missing' })
    }
    const waiting = keys.values()
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (const key of waiting) await look(report, key, listed, request)
      }),
    )
  }
  const { orders, due, toCome, missing, withoutOrder } = await compareWithOrders(year, there)
  Object.assign(report, { orders, due, toCome: toCome.length })
  for (const key of missing) report.findings.push({ key, problem: 'missing' })
  for (const key of withoutOrder) report.findings.push({ key, problem: 'without-order' })
  report.findings.sort((a, b) => a.key.localeCompare(b.key))
  return report
}

async function look(
  report: AuditReport,
  key: string,
  listed: ReadonlyMap<string, Listed>,
  request: boolean,
): Promise<void> {
  const found = (problem: Problem) => void report.findings.push({ key, problem })
  const pair = [listed.get(key), listed.get(manifestKey(key))]
  if (!pair[1]) return found('manifest-missing')
  if (pair.some((one) => one?.hidden)) return found('hidden')
  if (pair.some((one) => (one?.versions ?? 0) > 1)) return found('replaced')
  const [document, described] = await Promise.all([headOf(role, key), headOf(role, manifestKey(key))])
  const asleep = [
    [key, document],
    [manifestKey(key), described],
  ] as const
  const away = asleep.filter(([, head]) => !isReadable(head))
  if (away.length > 0) {
    report.pending += 1
    const wanted = request ? away.filter(([, head]) => standingOf(head).at === 'glacier') : []
    for (const [one] of wanted) await askFor(role, one, restoredDays, 'Bulk')
    return
  }
  const manifest = ArchiveManifest.safeParse(await readJson(manifestKey(key)))
  if (!manifest.success || manifest.data.key !== key) return found('manifest-unreadable')
  if (!isLocked(document, manifest.data) || !isLocked(described, manifest.data)) return found('not-locked')
  const { sha256, bytes } = await digestOf(key)
  report.bytes += bytes
  if (sha256 !== manifest.data.sha256 || bytes !== manifest.data.bytes) return found('changed')
  report.verified += 1
}

const isReadable = (head: HeadObjectCommandOutput): boolean =>
  ['hand', 'restored'].includes(standingOf(head).at)

/** Until the day that its manifest names, in the mode that nobody can lift. */
const isLocked = (
  { ObjectLockMode, ObjectLockRetainUntilDate }: HeadObjectCommandOutput,
  { retainUntil }: ArchiveManifest,
): boolean =>
  ObjectLockMode === 'COMPLIANCE' &&
  (ObjectLockRetainUntilDate?.getTime() ?? 0) >= Date.parse(retainUntil) - second

async function listing(Prefix: string): Promise<Map<string, Listed>> {
  const listed = new Map<string, Listed>()
  const of = (key: string) => {
    const known = listed.get(key) ?? { versions: 0, hidden: false }
    listed.set(key, known)
    return known
  }
  let from: { KeyMarker?: string; VersionIdMarker?: string } = {}
  do {
    const command = new ListObjectVersionsCommand({ Bucket: bucketName('archive'), Prefix, ...from })
    const page = await asked(objectsAs(role).client().send(command))
    for (const { Key } of page.Versions ?? []) if (Key !== undefined) of(Key).versions += 1
    for (const { Key, IsLatest } of page.DeleteMarkers ?? [])
      if (Key !== undefined && IsLatest) of(Key).hidden = true
    from = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
  } while (from.KeyMarker)
  return listed
}

/** Reads a document through, a piece at a time, however large it is. */
async function digestOf(key: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of await pieces(key)) {
    hash.update(piece)
    bytes += piece.byteLength
  }
  return { sha256: hash.digest('hex'), bytes }
}

async function readJson(key: string): Promise<unknown> {
  const all: Uint8Array[] = []
  for await (const piece of await pieces(key)) all.push(piece)
  try {
    return JSON.parse(Buffer.concat(all).toString('utf8'))
  } catch {
    // What cannot be read is a finding of its own.
    return undefined
  }
}

async function pieces(key: string): Promise<AsyncIterable<Uint8Array>> {
  const command = new GetObjectCommand({ Bucket: bucketName('archive'), Key: key })
  const { Body } = await asked(objectsAs(role).client().send(command))
  const stream = Body?.transformToWebStream()
  return stream ?? new ReadableStream<Uint8Array>({ start: (controller) => controller.close() })
}

async function asked<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (error) {
    throw objectsUnavailable(error)
  }
}
