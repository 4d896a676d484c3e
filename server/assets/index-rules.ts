import type { Asset, Description, ImageType, ObjectState } from './asset-model'

/** Something that happened to one object of the bucket. */
export interface ObjectFact {
  key: string
  kind: 'created' | 'deleted'
  /** Orders what happened to one key; empty where it is not known, and then anything else is newer. */
  sequencer: string
  version?: string
  /** ISO 8601. */
  at: string
}

const pattern =
  /^(?:products\/(?<sku>[^/]+)\/(?<folder>images|video)|customers\/(?<owner>[^/]+)\/uploads\/(?<purpose>profile|review|gift)|checked\/editorial\/(?<writer>[^/]+))\/.+$/

/** The asset that an object belongs to, and its name there; `undefined` for what is no asset. */
export function placeOf(
  objectKey: string,
): (Pick<Asset, 'key' | 'sku' | 'owner' | 'imageType'> & { name: string }) | undefined {
  const slash = objectKey.lastIndexOf('/')
  const [key, name] = [objectKey.slice(0, slash), objectKey.slice(slash + 1)]
  const found = pattern.exec(key)?.groups
  if (!found || !name) return undefined
  const { sku, folder, owner, purpose, writer } = found
  if (writer) return { key, name, owner: writer, imageType: 'editorial' }
  const imageTypes: Record<string, ImageType> = { profile: 'profile', review: 'review', gift: 'gift' }
  const imageType = imageTypes[purpose ?? ''] ?? (folder === 'video' ? 'video' : 'picture')
  return { key, name, sku, owner, imageType }
}

/** Whether one sequencer is later than another, as S3 defines it: the shorter one is filled up with zeros on the right.
 *  https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
export function isLater(one: string, other: string): boolean {
  const length = Math.max(one.length, other.length)
  return one.padEnd(length, '0') > other.padEnd(length, '0')
}

const bySize = new Intl.Collator('en', { numeric: true })

/** The asset after what happened, in whatever order and however often it is told: of each object, the latest counts.
 *  @returns the same asset where nothing is new */
export function withFacts(current: Asset | undefined, facts: readonly ObjectFact[]): Asset | undefined {
  let asset = current
  for (const fact of facts) asset = withFact(asset, fact)
  return asset
}

function withFact(current: Asset | undefined, fact: ObjectFact): Asset | undefined {
  const place = placeOf(fact.key)
  if (!place) return current
  const { name, ...identity } = place
  const known = current?.versions[name]
  if (known && !isLater(fact.sequencer, known.sequencer)) return current
  const state: ObjectState = {
    sequencer: fact.sequencer,
    version: fact.kind === 'deleted' ? undefined : fact.version,
    gone: fact.kind === 'deleted' ? true : undefined,
  }
  const uploadedAt = current && current.uploadedAt < fact.at ? current.uploadedAt : fact.at
  const blank = { ...identity, tags: [], renditions: [], version: 0 }
  return withVersions({
    ...(current ?? blank),
    uploadedAt,
    versions: { ...current?.versions, [name]: state },
  })
}

/** The asset with these versions, and the renditions that follow from them. */
export const withVersions = (asset: Asset): Asset => ({
  ...asset,
  renditions: Object.entries(asset.versions)
    .filter(([, state]) => !state.gone)
    .map(([name]) => name)
    .toSorted(bySize.compare),
})

/** The asset with what the pipeline knows of it. */
export const withDescription = (asset: Asset, description: Description): Asset => ({
  ...asset,
  ...Object.fromEntries(Object.entries(description).filter(([, value]) => value !== undefined)),
})

/** Tags by which an asset is found: none when nothing of it is there. */
export const liveTags = (asset: Asset | undefined): readonly string[] =>
  asset && asset.renditions.length > 0 ? asset.tags : []
