import { findProduct, productsOfSkus } from '@/server/catalogue/catalogue'
import { isoNow } from '@/server/platform/clock'
import { Conflict, Forbidden, Invalid, NotFound, TooMany } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { Customer, Guest, Principal } from '@/server/platform/principal'
import { changed, unchanged } from '@/server/platform/tables/change'
import { displayName } from './file-name'
import type { Upload, UploadBegun, UploadView, UploadWish } from './model'
import {
  abortMultipart,
  arrivedParts,
  beginMultipart,
  completeMultipart,
  type Multipart,
  presignPart,
} from './multipart'
import { presignForm } from './post-policy'
import { removeAsset } from './publish'
import { partSize, purposes, singleRequest } from './purposes'
import { describeObject, removeObject } from './stored-objects'
import { uploadKey, uploads, uploadsBy } from './upload-store'
import { uploadView } from './view'

const minute = 60_000
/** By when the event of an arrival should have come, in milliseconds. */
const settled = 2 * minute
/** How long a form for a small file holds, and a URL for a part, in seconds. */
const formSeconds = 15 * 60
const partSeconds = 60 * 60
/** An upload in parts may rest for so long before it is given up. */
const patience = 6 * 24 * 60 * minute
const mostOpen = 20

/** Lets somebody upload one file: says where to, for exactly this type and length.
 *  @throws Forbidden `not-yours-to-upload`, Invalid `type-not-accepted`, `too-large`, `empty`, NotFound `product`
 *  @throws TooMany when twenty others are still open */
export async function startUpload(who: Guest | Customer, wish: UploadWish): Promise<UploadBegun> {
  const { purpose, type, size } = wish
  const rule = purposes[purpose]
  if (!rule.may(who)) throw new Forbidden('not-yours-to-upload', `${who.kind} may not upload for ${purpose}`)
  if (!rule.types.some((accepted) => accepted === type))
    throw new Invalid('type-not-accepted', 'this type is not taken', { accepted: rule.types })
  if (size <= 0) throw new Invalid('empty', 'there is nothing in the file')
  if (size > rule.most) throw new Invalid('too-large', 'the file is too large', { most: rule.most })
  const product = purpose === 'product-video' ? await productOf(wish.product) : undefined
  const open = (await uploadsBy(who.id, mostOpen + 10)).filter(({ state }) => state === 'awaiting')
  if (open.length >= mostOpen)
    throw new TooMany('too-many-uploads', 'finish or cancel some first', { retryAfter: 60 })
  const id = newId('upl')
  const folder = product === undefined ? `customers/${who.id}` : `products/${product}`
  const key = `quarantine/${folder}/${id}`
  const large = size > singleRequest
  const multipart = large ? await beginMultipart('assets', key, { contentType: type }) : undefined
  const upload: Upload = {
    id,
    uploader: who.id,
    purpose,
    product,
    type,
    size,
    name: displayName(wish.name),
    key,
    parts: multipart && {
      uploadId: multipart.uploadId,
      size: partSize,
      count: Math.ceil(size / partSize),
    },
    state: 'awaiting',
    createdAt: isoNow(),
    dueAt: isoNow(large ? patience : settled),
    version: 0,
  }
  await uploads.create(upload)
  const form = large
    ? undefined
    : await presignForm('assets', key, { type, length: [size, size], seconds: formSeconds })
  return { ...(await uploadView(upload)), form }
}

async function productOf(wanted: string | undefined): Promise<string> {
  const product = wanted && ((await findProduct(wanted)) ?? (await productsOfSkus([wanted])).get(wanted))
  if (!product) throw new NotFound('product')
  return product.id
}

/** One of the caller's uploads. @throws NotFound `upload`, Unavailable */
export async function uploadOf(who: Principal, id: string): Promise<UploadView> {
  return uploadView(await ownUpload(who, id))
}

/** The caller's newest uploads. @throws Unavailable */
export async function uploadsOf(who: Principal, purpose?: Upload['purpose']): Promise<UploadView[]> {
  if (who.kind === 'anonymous') return []
  const all = await uploadsBy(who.id)
  return Promise.all(all.filter((one) => purpose === undefined || one.purpose === purpose).map(uploadView))
}

/** @throws NotFound `upload` when it is not the caller's */
export async function ownUpload(who: Principal, id: string): Promise<Upload> {
  const upload = await uploads.require(uploadKey(id), 'upload')
  if (who.kind === 'anonymous' || upload.uploader !== who.id) throw new NotFound('upload')
  return upload
}

/** What has become of an upload, for the room that it was sent for: the caller has made sure that it may know. `undefined` for what
 *  nobody remembers. @throws Unavailable */
export const fateOf = (id: string): Promise<Pick<Upload, 'state' | 'reason' | 'asset'> | undefined> =>
  uploads.get(uploadKey(id))

/** What a checked picture of the caller's became, for whoever wants to keep it.
 *  @throws NotFound `upload` when it is not the caller's or for something else, Conflict `upload-not-ready` */
export async function readyPicture(
  who: Principal,
  id: string,
  purpose: Upload['purpose'],
): Promise<{ upload: string; asset: string }> {
  const { state, asset, purpose: meant } = await ownUpload(who, id)
  if (meant !== purpose) throw new NotFound('upload')
  if (state !== 'ready' || asset === undefined) throw new Conflict('upload-not-ready')
  return { upload: id, asset }
}

/** Which parts of an upload have arrived, so that a browser goes on where it stopped. @throws NotFound `upload`, Conflict `ended` */
export async function arrivedPartsOf(
  who: Principal,
  id: string,
): Promise<{ number: number; size: number }[]> {
  const { multipart } = await openParts(who, id)
  return (await arrivedParts(multipart)).map(({ number, size }) => ({ number, size }))
}

/** URLs for some parts, each for exactly its length. @throws NotFound `upload`, Conflict `ended`, Invalid `part` */
export async function signParts(
  who: Principal,
  id: string,
  numbers: readonly number[],
): Promise<{ number: number; url: string }[]> {
  const { upload, multipart, parts } = await openParts(who, id)
  if (numbers.some((number) => number > parts.count)) throw new Invalid('part', 'there is no such part')
  return Promise.all(
    numbers.map(async (number) => {
      const length = partLength(upload.size, parts, number)
      return { number, url: await presignPart(multipart, { number, length, seconds: partSeconds }) }
    }),
  )
}

const partLength = (size: number, parts: { size: number; count: number }, number: number): number =>
  number < parts.count ? parts.size : size - parts.size * (parts.count - 1)

/** Makes one file of the parts, once all are there; again, it changes nothing.
 *  @throws NotFound `upload`, Conflict `ended`, `parts-missing` with the numbers of the first ones */
export async function completeUpload(who: Principal, id: string): Promise<UploadView> {
  const known = await ownUpload(who, id)
  if (
    known.parts &&
    (known.state !== 'awaiting' || (await describeObject({ bucket: 'assets', key: known.key })))
  )
    return uploadView(known)
  const { upload, multipart, parts } = await openParts(who, id)
  const arrived = new Map((await arrivedParts(multipart)).map((part) => [part.number, part]))
  const numbers = Array.from({ length: parts.count }, (_, index) => index + 1)
  const missing = numbers.filter(
    (number) => arrived.get(number)?.size !== partLength(upload.size, parts, number),
  )
  if (missing.length > 0) {
    const facts = { parts: missing.slice(0, 100).map(String), count: missing.length }
    throw new Conflict('parts-missing', 'not all parts have arrived', facts)
  }
  await completeMultipart(
    multipart,
    numbers.flatMap((number) => arrived.get(number) ?? []),
  )
  return uploadView(
    await uploads.update(uploadKey(id), 'upload', (current) =>
      current.state === 'awaiting' ? changed({ ...current, dueAt: isoNow(settled) }) : unchanged(current),
    ),
  )
}

async function openParts(who: Principal, id: string) {
  const upload = await ownUpload(who, id)
  const { parts, key, state } = upload
  if (!parts || state !== 'awaiting') throw new Conflict('ended', 'this upload takes no parts')
  const multipart: Multipart = { bucket: 'assets', key, uploadId: parts.uploadId }
  await stayOpen(upload)
  return { upload, multipart, parts }
}

/** Whoever still sends parts is not given up. */
async function stayOpen({ id, dueAt }: Upload): Promise<void> {
  if (dueAt > isoNow(patience / 2)) return
  await uploads.update(uploadKey(id), 'upload', (current) =>
    current.state === 'awaiting' ? changed({ ...current, dueAt: isoNow(patience) }) : unchanged(current),
  )
}

/** Gives an upload up, or takes back what came of it: whatever was sent is removed. @throws NotFound `upload`, Unavailable */
export async function cancelUpload(who: Principal, id: string): Promise<UploadView> {
  const { parts, key, asset } = await ownUpload(who, id)
  if (asset && !(await sharedBy(who, id, asset))) await removeAsset(asset)
  const cancelled = await uploads.update(uploadKey(id), 'upload', (current) =>
    current.state === 'cancelled'
      ? unchanged(current)
      : changed({ ...current, state: 'cancelled', reason: undefined, asset: undefined }),
  )
  if (parts) await abortMultipart({ bucket: 'assets', key, uploadId: parts.uploadId })
  await removeObject({ bucket: 'assets', key })
  return uploadView(cancelled)
}

/** Whether another upload of the same person has led to the same asset: the same file twice is kept once. */
async function sharedBy(who: Principal, id: string, asset: string): Promise<boolean> {
  if (who.kind === 'anonymous') return false
  return (await uploadsBy(who.id)).some((other) => other.id !== id && other.asset === asset)
}
