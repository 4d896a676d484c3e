import type { Asset } from './asset-model'
import { assetKey, assets } from './asset-store'
import type { Upload, UploadView } from './model'
import { presignRead } from './stored-objects'

/** How long a page may show a picture that is its owner's alone, in seconds. */
const shownFor = 15 * 60
const shownWidth = 480

/** What an uploader sees of an upload. @throws Unavailable */
export async function uploadView(upload: Upload): Promise<UploadView> {
  const { id, purpose, product, type, size, name, state, reason, createdAt, parts, asset } = upload
  return {
    id,
    purpose,
    product,
    type,
    size,
    name,
    state,
    reason,
    createdAt,
    parts: parts && { size: parts.size, count: parts.count },
    picture: asset === undefined ? undefined : await pictureAt(asset),
  }
}

/** A picture for its owner, behind a URL that holds for a quarter of an hour; nothing for a video or what is gone. */
async function privatePicture(
  asset: Asset,
): Promise<{ src: string; width: number; height: number } | undefined> {
  const { key, width, height, renditions } = asset
  const widths = renditions.flatMap((name) => /^(\d+)\.webp$/.exec(name)?.[1] ?? []).map(Number)
  const shown = widths.find((one) => one >= shownWidth) ?? widths.at(-1)
  if (shown === undefined || !width || !height) return undefined
  const src = await presignRead({ bucket: 'assets', key: `${key}/${shown}.webp` }, shownFor)
  return { src, width: shown, height: Math.round((height * shown) / width) }
}

/** The picture at a key of the index, for somebody to whom it belongs: the caller has made sure of that. @throws Unavailable */
export async function pictureAt(key: string): ReturnType<typeof privatePicture> {
  const asset = await assets.get(assetKey(key))
  return asset && privatePicture(asset)
}

/** What there is of the picture at a key of the index, for a room that shows it elsewhere: the caller has made sure that it may.
 *  Nothing for what is gone. @throws Unavailable */
export async function renditionsAt(
  key: string,
): Promise<{ names: readonly string[]; width: number; height: number } | undefined> {
  const asset = await assets.get(assetKey(key))
  if (!asset?.width || !asset.height || asset.renditions.length === 0) return undefined
  return { names: asset.renditions, width: asset.width, height: asset.height }
}
