import { z } from 'zod'
import { isoNow, now } from '@/server/platform/clock'
import { log } from '@/server/platform/log'
import { sendMessage } from '@/server/platform/queues'
import { reached } from '@/server/platform/steps'
import { changed, unchanged } from '@/server/platform/tables/change'
import { uploadQuarantined } from './events'
import { isLater } from './index-rules'
import { sniff } from './magic'
import type { Reason, Upload } from './model'
import { UploadId } from './model'
import { abortMultipart } from './multipart'
import { inspectPicture } from './pictures'
import { publish, removeAsset, type Written, writeMaster, writePicture, writeVideo } from './publish'
import { type AcceptedType, purposes } from './purposes'
import { Refused } from './refused'
import { describeObject, type Place, readObject, removeObject, type StoredObject } from './stored-objects'
import { overdueUploads, uploadKey, uploads, uploadsBy } from './upload-store'
import { inspectVideo } from './videos'

const minute = 60_000
/** Within this a check is done or has failed. */
const patience = 10 * minute
/** Nobody can use the form of a small upload any longer. */
const formIsDead = 20 * minute
const givenUp = 60 * minute

/** What S3 says of an object that was created; see `infra/resources.ts` for the rule that sends it. */
const S3Event = z.object({
  detail: z.object({
    object: z.object({
      key: z.string(),
      'version-id': z.string().optional(),
      sequencer: z.string(),
    }),
  }),
})
/** What the sweeper asks for when it has heard nothing. */
const Reminder = z.object({ upload: UploadId })

type Arrived = NonNullable<Upload['arrived']>

/** Works off one arrival in quarantine; the same one twice, or two in the wrong order, do no harm.
 *  @throws ZodError, Unavailable: the message comes again */
export async function workOffArrival(body: unknown): Promise<void> {
  const reminder = Reminder.safeParse(body)
  if (reminder.success) return lookAfter(reminder.data.upload)
  const { key, sequencer, 'version-id': version } = S3Event.parse(body).detail.object
  const id = UploadId.safeParse(key.split('/').at(-1))
  const upload = id.success ? await uploads.get(uploadKey(id.data)) : undefined
  if (upload?.key !== key) {
    log.warn('something is in quarantine that nobody asks for any longer; it is removed')
    return removeObject({ bucket: 'assets', key, version })
  }
  await receive(upload.id, { version, sequencer })
}

async function lookAfter(id: string): Promise<void> {
  const upload = await uploads.get(uploadKey(id))
  const object = upload && (await describeObject({ bucket: 'assets', key: upload.key }))
  if (object) await receive(id, { version: object.version, sequencer: upload.arrived?.sequencer ?? '' })
}

type Verdict = 'check' | 'again' | 'unwanted'

async function receive(id: string, arrived: Arrived): Promise<void> {
  const verdicts: Verdict[] = []
  const upload = await uploads.update(uploadKey(id), 'upload', (current) => {
    const verdict = judge(current, arrived)
    verdicts.push(verdict)
    return verdict === 'check'
      ? changed({ ...current, state: 'checking', arrived, dueAt: isoNow(patience) })
      : unchanged(current)
  })
  const verdict = verdicts.at(-1)
  if (verdict === 'check') return check(upload)
  // What is ready needs its original no more; what was refused stays, until it goes by itself.
  if (verdict === 'unwanted' || upload.state === 'ready') {
    await removeObject({ bucket: 'assets', key: upload.key, version: arrived.version })
  }
}

/** What to do with a version that has arrived: of several under one key the latest counts, and none once the verdict is spoken. */
function judge({ state, arrived: known }: Upload, arrived: Arrived): Verdict {
  const same = known !== undefined && known.version === arrived.version
  const open = state === 'awaiting' || state === 'checking'
  if (!open) return same ? 'again' : 'unwanted'
  if (known && !same && !isLater(arrived.sequencer, known.sequencer)) return 'unwanted'
  return 'check'
}

async function check(upload: Upload): Promise<void> {
  const place = { bucket: 'assets' as const, key: upload.key, version: upload.arrived?.version }
  const object = await describeObject(place)
  if (!object) return
  try {
    if (object.size === 0) throw new Refused('empty')
    if (object.size !== upload.size) throw new Refused('wrong-size')
    if (object.contentType !== upload.type) throw new Refused('wrong-type')
    const type = sniff(await readObject(place, { from: 0, length: Math.min(64, object.size) }))
    if (type === undefined || type !== upload.type) throw new Refused('not-what-it-says')
    const written = await writeChecked(upload, place, { ...object, type })
    await reached('upload.written')
    if (!(await publish(upload, written))) await takeBack(upload, written)
    await removeObject(place)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    log.info({ upload: upload.id, reason: error.reason, err: error.cause }, 'an upload is not taken')
    await quarantine(upload.id, error.reason, upload.arrived)
  }
}

async function writeChecked(
  upload: Upload,
  place: Place,
  { type, ...object }: StoredObject & { type: AcceptedType },
): Promise<Written> {
  const { kind, leastWidth } = purposes[upload.purpose]
  if (kind === 'video') {
    const facts = await inspectVideo(type, object.size, (from, length) => readObject(place, { from, length }))
    return writeVideo(upload, object, facts)
  }
  const picture = await inspectPicture(await readObject(place), leastWidth)
  return kind === 'master' ? writeMaster(upload, picture) : writePicture(upload, picture)
}

/** Removes what was written of an upload that its uploader has cancelled meanwhile, or whose uploader is forgotten: the objects by their
 *  names, because the index may not have heard of them yet. What another upload of the same file has led to stays. */
async function takeBack({ id, uploader }: Upload, { key, names }: Written): Promise<void> {
  const later = await uploads.get(uploadKey(id))
  if (later && later.state !== 'cancelled') return
  if ((await uploadsBy(uploader)).some((other) => other.id !== id && other.asset === key)) return
  for (const name of names) await removeObject({ bucket: 'assets', key: `${key}/${name}` })
  await removeAsset(key)
}

/** Leaves an upload where it is, with the reason for its uploader. */
async function quarantine(id: string, reason: Reason, arrived?: Arrived): Promise<void> {
  await uploads.update(uploadKey(id), 'upload', (current) =>
    (current.state === 'awaiting' || current.state === 'checking') &&
    current.arrived?.version === arrived?.version
      ? changed(
          { ...current, state: 'quarantined', reason },
          uploadQuarantined({ upload: id, purpose: current.purpose, reason }),
        )
      : unchanged(current),
  )
}

/** Looks after uploads of which nothing was heard: an event was lost, a check has failed again and again, or nobody sent anything.
 *  @returns how many there were */
export async function sweepUploads(): Promise<number> {
  const overdue = await overdueUploads()
  for (const upload of overdue) await remind(upload)
  return overdue.length
}

async function remind(upload: Upload): Promise<void> {
  const { id, key, parts, state, arrived } = upload
  const age = now() - Date.parse(upload.createdAt)
  const there = await describeObject({ bucket: 'assets', key })
  if (there && age > givenUp && state === 'checking') return quarantine(id, 'not-checkable', arrived)
  if (!there && (parts || age > formIsDead)) {
    if (parts) await abortMultipart({ bucket: 'assets', key, uploadId: parts.uploadId })
    return quarantine(id, 'never-completed', arrived)
  }
  if (there) await sendMessage('uploads', { upload: id })
  await uploads.update(uploadKey(id), 'upload', (current) =>
    current.state === 'awaiting' || current.state === 'checking'
      ? changed({ ...current, dueAt: isoNow(2 * minute) })
      : unchanged(current),
  )
}
