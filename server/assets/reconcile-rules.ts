import type { Asset } from './asset-model'
import { placeOf, withVersions } from './index-rules'

/** What differs between the index and the bucket beneath one key. */
export interface Difference {
  /** Names of objects that are there and not in the index. */
  missing: string[]
  /** Names in the index of objects that are not there. */
  stale: string[]
}

/** Holds what the index says against the names that the bucket lists. */
export function difference(asset: Asset | undefined, listed: ReadonlySet<string>): Difference {
  const known = new Set(asset?.renditions)
  return {
    missing: [...listed].filter((name) => !known.has(name)),
    stale: [...known].filter((name) => !listed.has(name)),
  }
}

/** What an object was found to be, when it was looked at: its version, or nothing. */
export type Found = ReadonlyMap<string, { version?: string } | undefined>

/** The asset as the bucket was found. What has been heard of an object since it was looked at is newer, and stays.
 *  @param before the asset as it was when the bucket was looked at
 *  @param at for an asset that the index has never heard of */
export function repaired(
  current: Asset | undefined,
  before: Asset | undefined,
  key: string,
  found: Found,
  at: string,
): Asset | undefined {
  const place = placeOf(`${key}/any`)
  if (!place) return current
  const { name: _name, ...identity } = place
  const base: Asset = current ?? {
    ...identity,
    tags: [],
    uploadedAt: at,
    versions: {},
    renditions: [],
    version: 0,
  }
  const versions = { ...base.versions }
  for (const [name, object] of found) {
    const sequencer = versions[name]?.sequencer
    if (sequencer !== before?.versions[name]?.sequencer) continue
    versions[name] = { sequencer: sequencer ?? '', version: object?.version, gone: object ? undefined : true }
  }
  return withVersions({ ...base, versions })
}
