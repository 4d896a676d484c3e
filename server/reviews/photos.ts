import { DeleteObjectsCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3'
import { readyPicture } from '@/server/assets/uploads'
import { renditionsAt } from '@/server/assets/view'
import { Invalid, NotFound } from '@/server/platform/errors'
import { bucketName, objectsAs, objectsUnavailable } from '@/server/platform/objects'
import type { Customer } from '@/server/platform/principal'
import { maxPhotos, type Photo, type Review, type ShownPhoto } from './model'

const objects = objectsAs('reviews')
const folderOf = ({ product, id }: Pick<Review, 'product' | 'id'>) => `products/${product}/reviews/${id}`

/** The photographs of a review that is being written: those that stay of the version before, and uploads of the author's.
 *  @throws Invalid `too-many-photos`, NotFound `upload`, Conflict `upload-not-ready` */
export async function photosFor(
  who: Customer,
  {
    uploads,
    keep,
    before,
  }: { uploads: readonly string[]; keep: readonly string[]; before: readonly Photo[] },
): Promise<Photo[]> {
  const kept = before.filter(({ id }) => keep.includes(id))
  const added = await Promise.all(
    uploads.map(async (upload) => {
      const { asset } = await readyPicture(who, upload, 'review')
      return { id: asset.slice(asset.lastIndexOf('/') + 1), asset }
    }),
  )
  const photos = [...new Map([...kept, ...added].map((photo) => [photo.id, photo])).values()]
  if (photos.length > maxPhotos) {
    throw new Invalid('too-many-photos', 'a review has four photographs at most', { maximum: maxPhotos })
  }
  return photos
}

/** Copies a review's photographs to where everybody may see them; what its author has removed meanwhile is left out. A repetition
 *  writes the same again. @throws Unavailable */
export async function publishPhotos(review: Review): Promise<ShownPhoto[]> {
  const shown = await Promise.all(review.written.photos.map((photo) => publishPhoto(review, photo)))
  return shown.flatMap((photo) => photo ?? [])
}

const rendition = /^(\d+)\.(avif|webp)$/
const formats = ['avif', 'webp'] as const

async function publishPhoto(review: Review, { id, asset }: Photo): Promise<ShownPhoto | undefined> {
  const there = await renditionsAt(asset)
  if (!there) return undefined
  const key = `${folderOf(review)}/${id}`
  const names = there.names.filter((name) => rendition.test(name))
  try {
    for (const name of names) {
      await objects.put('assets', `${key}/${name}`, await objects.get('assets', `${asset}/${name}`), {
        contentType: `image/${name.endsWith('avif') ? 'avif' : 'webp'}`,
        cacheControl: 'public, max-age=86400',
      })
    }
  } catch (error) {
    if (error instanceof NotFound) return undefined
    throw error
  }
  const widths = names.flatMap((name) => (name.endsWith('.webp') ? Number(rendition.exec(name)?.[1]) : []))
  const { width, height } = there
  const present = formats.filter((format) => names.some((name) => name.endsWith(format)))
  return { id, key, widths: widths.toSorted((a, b) => a - b), formats: present, width, height }
}

/** Removes every public copy of a review's photographs, in all versions, but those of photographs that stay. @throws Unavailable */
export async function removePhotos(review: Review, stay: readonly ShownPhoto[] = []): Promise<void> {
  const kept = stay.map(({ key }) => `${key}/`)
  const Bucket = bucketName('assets')
  let from: { KeyMarker?: string; VersionIdMarker?: string } = {}
  try {
    do {
      const page = await objects
        .client()
        .send(new ListObjectVersionsCommand({ Bucket, Prefix: `${folderOf(review)}/`, ...from }))
      const gone = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])].flatMap(({ Key, VersionId }) =>
        Key === undefined || kept.some((prefix) => Key.startsWith(prefix)) ? [] : { Key, VersionId },
      )
      if (gone.length > 0) {
        await objects
          .client()
          .send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: gone, Quiet: true } }))
      }
      from = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker }
    } while (from.KeyMarker)
  } catch (error) {
    throw objectsUnavailable(error)
  }
}

/** Where the edge may keep a review's photographs. */
export const photoPaths = (review: Pick<Review, 'product' | 'id'>): string => `/assets/${folderOf(review)}/*`
