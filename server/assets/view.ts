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
  const found = asset ? await assets.get(assetKey(asset)) : undefined
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
    picture: found && (await privatePicture(found)),
  }
}

/** A picture for its owner, behind a URL that holds for a quarter of an hour; nothing for a video or what is gone. */
export async function privatePicture(
  asset: Asset,
): Promise<{ src: string; width: number; height: number } | undefined> {
  const { key, width, height, renditions } = asset
  const widths = renditions.flatMap((name) => /^(\d+)\.webp$/.exec(name)?.[1] ?? []).map(Number)
  const shown = widths.find((one) => one >= shownWidth) ?? widths.at(-1)
  if (shown === undefined || !width || !height) return undefined
  const src = await presignRead({ bucket: 'assets', key: `${key}/${shown}.webp` }, shownFor)
  return { src, width: shown, height: Math.round((height * shown) / width) }
}
