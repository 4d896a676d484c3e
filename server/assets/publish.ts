import { isoNow } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import { objectsAs } from '@/server/platform/objects'
import { transact } from '@/server/platform/tables/transact'
import type { Asset, Description } from './asset-model'
import { assetKey, assets, changeAsset, tagParts } from './asset-store'
import { metadataOf } from './description'
import { assetPublished, assetRemoved } from './events'
import { placeOf, withDescription, withFacts, withVersions } from './index-rules'
import type { Upload } from './model'
import { beginMultipart, copyWithin } from './multipart'
import { contentHash, type Picture } from './pictures'
import { masterOf, renditions } from './renditions'
import { describeObject, removeObject } from './stored-objects'
import { uploadKey, uploads } from './upload-store'
import type { FilmFacts } from './video-limits'

const immutable = 'max-age=31536000, immutable'

/** What of an upload was written to its final place. */
export interface Written {
  key: string
  names: string[]
  description: Description
}

/** Writes every rendition of a picture under names that say what is in them. A repetition writes nothing twice. @throws Unavailable */
export async function writePicture(upload: Upload, picture: Picture): Promise<Written> {
  const { width, height, thumbhash } = picture
  const key = `customers/${upload.uploader}/uploads/${upload.purpose}/${picture.hash}`
  const description = { width, height, thumbhash, tags: [upload.purpose] }
  const names: string[] = []
  for await (const rendition of renditions(picture.bytes)) {
    const name = `${rendition.width}.${rendition.format}`
    await objectsAs('assets').put('assets', `${key}/${name}`, rendition.body, {
      contentType: `image/${rendition.format}`,
      cacheControl: `private, ${immutable}`,
      metadata: metadataOf(description),
      onlyIfAbsent: true,
    })
    names.push(name)
  }
  return { key, names, description }
}

/** Writes a picture whole, for the room that makes its own of it: upright, without metadata, no wider than anybody shows it. A repetition
 *  writes nothing twice. @throws Unavailable */
export async function writeMaster(upload: Upload, picture: Picture): Promise<Written> {
  const { body, width, height } = await masterOf(picture.bytes)
  const key = `checked/${upload.purpose}/${upload.uploader}/${picture.hash}`
  const description = { width, height, thumbhash: picture.thumbhash, tags: [upload.purpose] }
  const name = `${width}.webp`
  await objectsAs('assets').put('assets', `${key}/${name}`, body, {
    contentType: 'image/webp',
    cacheControl: `private, ${immutable}`,
    metadata: metadataOf(description),
    onlyIfAbsent: true,
  })
  return { key, names: [name], description }
}

/** Copies a video to where it is served, within the store. @throws Unavailable */
export async function writeVideo(
  upload: Upload,
  source: { version?: string; etag?: string; size: number },
  { width, height }: FilmFacts,
): Promise<Written> {
  const hash = contentHash(`${source.etag ?? upload.id}:${source.size}`)
  const key = `products/${upload.product}/video/${hash}`
  const name = upload.type === 'video/webm' ? 'video.webm' : 'video.mp4'
  const description = { width, height, contentType: upload.type, tags: [upload.purpose] }
  const target = `${key}/${name}`
  if (!(await describeObject({ bucket: 'assets', key: target }))) {
    const multipart = await beginMultipart('assets', target, {
      contentType: upload.type,
      cacheControl: `public, ${immutable}`,
      metadata: metadataOf(description),
    })
    await copyWithin({ bucket: 'assets', key: upload.key, ...source }, multipart)
  }
  return { key, names: [name], description }
}

const attempts = 8

/** Tells that an upload is ready: its state, the index and the event change in one commit.
 *  @returns whether it did; an upload that was cancelled, erased or overtaken meanwhile is not */
export async function publish(upload: Upload, { key, names, description }: Written): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    const current = await uploads.get(uploadKey(upload.id))
    if (current?.state !== 'checking' || current.arrived?.version !== upload.arrived?.version) return false
    const known = await assets.get(assetKey(key))
    const row = indexed(known, key, names, description)
    const event = assetPublished({
      key,
      sku: row.sku,
      owner: row.owner,
      imageType: row.imageType,
      upload: upload.id,
    })
    try {
      await transact([
        known ? assets.replacing(known, row, [event]) : assets.creating(row, [event]),
        ...tagParts(known, row),
        uploads.replacing(current, { ...current, state: 'ready', asset: key }),
      ])
      return true
    } catch (error) {
      if (!(error instanceof Conflict) || attempt === attempts) throw error
    }
  }
}

/** The index row for objects that were just written: there, until the bucket says otherwise. */
export function indexed(
  known: Asset | undefined,
  key: string,
  names: readonly string[],
  description: Description,
): Asset {
  const at = isoNow()
  const facts = names.map((name) => ({
    key: `${key}/${name}`,
    kind: 'created' as const,
    sequencer: '',
    at,
  }))
  const row = withFacts(known, facts)
  if (!row) throw new Error(`${key} is no place for an asset`)
  return withDescription(row, description)
}

/** Takes an asset away: its objects, and its place in the index. @throws Unavailable */
export async function removeAsset(key: string): Promise<void> {
  const place = placeOf(`${key}/any`)
  const known = await assets.get(assetKey(key))
  if (!place || !known) return
  for (const name of known.renditions) await removeObject({ bucket: 'assets', key: `${key}/${name}` })
  await changeAsset(key, (current) => {
    if (!current || current.renditions.length === 0) return undefined
    const versions = Object.fromEntries(
      Object.entries(current.versions).map(([name, state]) => [name, { ...state, gone: true }]),
    )
    const event = assetRemoved({ key, sku: current.sku, owner: current.owner, imageType: current.imageType })
    return { next: withVersions({ ...current, versions }), events: [event] }
  })
}
