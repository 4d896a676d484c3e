import { everyProductId } from '@/server/catalogue/catalogue'
import { isoNow, now } from '@/server/platform/clock'
import { log } from '@/server/platform/log'
import { scanTable } from '@/server/platform/tables/scan'
import { Asset } from './asset-model'
import { assetKey, assets, changeAsset } from './asset-store'
import { descriptionFrom } from './description'
import { placeOf, withDescription } from './index-rules'
import { type Difference, difference, repaired } from './reconcile-rules'
import { describeObject, listObjects, type StoredObject } from './stored-objects'

export interface Reconciliation {
  /** Objects in the bucket, and assets that they make. */
  objects: number
  assets: number
  /** Objects that the index did not know, and those that it knew and that are gone. */
  missing: number
  stale: number
  /** Assets whose size was not known. */
  undescribed: number
  /** Assets of which something came so lately that its index row may be on its way: looked at the next time. */
  arriving: number
  /** Keys of the first fifty assets that differed. */
  differing: string[]
}

const mostNamed = 50
/** Within this whoever writes objects has written their row too, or their event has been heard. */
const settlingMilliseconds = 5 * 60_000

interface Group {
  key: string
  names: Set<string>
  since: number
  latest: number
}

/** Holds the asset index against the bucket, and makes it say what is there. It may run at any time, beside uploads.
 *  @param repair false only reports
 *  @throws Unavailable */
export async function reconcileAssets({ repair }: { repair: boolean }): Promise<Reconciliation> {
  const report: Reconciliation = {
    objects: 0,
    assets: 0,
    missing: 0,
    stale: 0,
    undescribed: 0,
    arriving: 0,
    differing: [],
  }
  const seen = new Set<string>()
  for await (const group of groups()) {
    seen.add(group.key)
    report.objects += group.names.size
    report.assets += 1
    await reconcileOne(group, await assets.get(assetKey(group.key)), report, repair)
  }
  for await (const item of scanTable('assets')) {
    if (item.sk !== 'asset') continue
    const asset = Asset.parse(item)
    if (asset.renditions.length === 0 || seen.has(asset.key)) continue
    await reconcileOne({ key: asset.key, names: new Set(), since: 0, latest: 0 }, asset, report, repair)
  }
  return report
}

/** The prefixes beneath which there may be assets: of every product, and of everybody whom the index or an upload names. The
 *  pipeline may list these, and not the bucket. */
async function places(): Promise<string[]> {
  const prefixes = new Set<string>()
  const ofProduct = (sku: string) => prefixes.add(`products/${sku}/images/`).add(`products/${sku}/video/`)
  for await (const product of everyProductId()) ofProduct(product)
  for await (const item of scanTable('assets')) {
    const { sku, owner = item.uploader } = item
    if (typeof sku === 'string') ofProduct(sku)
    if (typeof owner !== 'string') continue
    prefixes.add(`customers/${owner}/uploads/`)
    if (item.purpose === 'editorial' || item.imageType === 'editorial')
      prefixes.add(`checked/editorial/${owner}/`)
  }
  return [...prefixes].toSorted()
}

/** The objects of the bucket by asset; those of one asset stand together in a listing. */
async function* groups(): AsyncGenerator<Group> {
  for (const prefix of await places()) {
    let open: Group | undefined
    for await (const { key: objectKey, modified } of listObjects('assets', prefix)) {
      const place = placeOf(objectKey)
      if (!place) continue
      if (open?.key !== place.key) {
        if (open) yield open
        open = { key: place.key, names: new Set(), since: modified, latest: modified }
      }
      open.names.add(place.name)
      open.since = Math.min(open.since, modified)
      open.latest = Math.max(open.latest, modified)
    }
    if (open) yield open
  }
}

async function reconcileOne(
  { key, names, since, latest }: Group,
  before: Asset | undefined,
  report: Reconciliation,
  repair: boolean,
): Promise<void> {
  const found = await lookAt(key, difference(before, names))
  const gone = [...found].filter(([, object]) => !object)
  const undescribed = names.size > 0 && !before?.width && before?.imageType !== 'video'
  const described = undescribed ? await describe(key, names) : undefined
  const learns = described?.width !== undefined
  if (found.size === 0 && !learns) return
  if (now() - latest < settlingMilliseconds) {
    report.arriving += 1
    return
  }
  report.missing += found.size - gone.length
  report.stale += gone.length
  report.undescribed += learns ? 1 : 0
  if (report.differing.length < mostNamed) report.differing.push(key)
  if (!repair) return
  const at = since > 0 ? new Date(since).toISOString() : isoNow()
  await changeAsset(key, (current) => {
    const next = repaired(current, before, key, found, at)
    if (!next) return undefined
    const unknown = current?.width === undefined && described !== undefined
    return { next: unknown ? withDescription(next, described) : next }
  })
}

/** Looks at each object that the listing and the index disagree on: a listing is a moment old. */
async function lookAt(
  key: string,
  { missing, stale }: Difference,
): Promise<Map<string, StoredObject | undefined>> {
  const found = new Map<string, StoredObject | undefined>()
  for (const name of missing) {
    const object = await describeObject({ bucket: 'assets', key: `${key}/${name}` })
    if (object) found.set(name, object)
  }
  for (const name of stale) {
    const object = await describeObject({ bucket: 'assets', key: `${key}/${name}` })
    if (!object) found.set(name, undefined)
  }
  return found
}

/** What the objects themselves tell of their asset; the pipeline writes it on each of them. */
async function describe(key: string, names: ReadonlySet<string>) {
  for (const name of names) {
    const object = await describeObject({ bucket: 'assets', key: `${key}/${name}` })
    const description = object && descriptionFrom(object.metadata, object.contentType)
    if (description?.width || description?.tags) return description
  }
  return undefined
}

/** The sweeper's turn: repairs, and says so when there was something to repair. @returns how many assets differed */
export async function sweepIndex(): Promise<number> {
  const report = await reconcileAssets({ repair: true })
  const differed = report.missing + report.stale + report.undescribed
  if (differed > 0)
    log.warn({ ...report }, 'the asset index did not say what is in the bucket, and was repaired')
  return 0
}
