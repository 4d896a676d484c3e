import { z } from 'zod'
import { epochSeconds } from '@/server/platform/clock'
import { Conflict } from '@/server/platform/errors'
import type { DomainEvent } from '@/server/platform/events'
import { entity } from '@/server/platform/tables/entity'
import { tableName } from '@/server/platform/tables/keys'
import { everyItem, queryItems } from '@/server/platform/tables/query'
import { readItems } from '@/server/platform/tables/reads'
import { type TransactPart, transact } from '@/server/platform/tables/transact'
import { Asset } from './asset-model'
import { liveTags } from './index-rules'

/** What is gone is remembered until no late event can bring it back. */
const rememberedDays = 30

export const assetKey = (key: string) => ({ pk: `asset#${key}`, sk: 'asset' })

export const assets = entity({
  table: 'assets',
  schema: Asset,
  key: ({ key }) => assetKey(key),
  attributes: ({ renditions }) => ({
    expiresAt: renditions.length > 0 ? undefined : epochSeconds(rememberedDays * 86_400),
  }),
})

const there = (list: readonly Asset[]): Asset[] => list.filter(({ renditions }) => renditions.length > 0)

/** All rows of an index, the oldest first, those of assets that are gone included. */
const rows = (index: string, attribute: 'sku' | 'owner', equals: string): Promise<Asset[]> =>
  everyItem((cursor) => assets.query({ index, attribute, range: 'uploadedAt', equals }, { cursor }))

export const assetsBySku = async (sku: string): Promise<Asset[]> => there(await rows('bySku', 'sku', sku))
export const assetsByOwner = async (owner: string): Promise<Asset[]> => there(await everyAssetOf(owner))
/** Those that are gone and still remembered included. @throws Unavailable */
export const everyAssetOf = (owner: string): Promise<Asset[]> => rows('byOwner', 'owner', owner)

const tagKey = (tag: string, key: string) => ({ pk: `tag#${tag}`, sk: key })
const Tagged = z.object({ sk: z.string() })

export async function assetsByTag(tag: string): Promise<Asset[]> {
  const { items } = await queryItems(
    'assets',
    { attribute: 'pk', equals: `tag#${tag}` },
    { limit: 500 },
    (item) => Tagged.parse(item).sk,
  )
  const found = await readItems('assets', items.map(assetKey))
  return there(found.map((item) => Asset.parse(item)))
}

/** Reads an asset, decides and writes it with its tags in one commit; again with the newer state when somebody else was quicker.
 *  @throws Conflict `stale` when it cannot win in twelve attempts, Unavailable */
export async function changeAsset(
  key: string,
  decide: (current: Asset | undefined) => { next: Asset; events?: readonly DomainEvent[] } | undefined,
): Promise<Asset | undefined> {
  for (let attempt = 1; ; attempt++) {
    const current = await assets.get(assetKey(key))
    const decided = decide(current)
    if (!decided || decided.next === current) return current
    try {
      await write(current, decided.next, decided.events ?? [])
      return decided.next
    } catch (error) {
      const lost = error instanceof Conflict
      if (!lost || attempt === 12) throw error
    }
  }
}

async function write(current: Asset | undefined, next: Asset, events: readonly DomainEvent[]): Promise<void> {
  const tags = tagParts(current, next)
  if (tags.length > 0) {
    const row = current ? assets.replacing(current, next, events) : assets.creating(next, events)
    await transact([row, ...tags])
  } else if (current) await assets.replace(current, next, ...events)
  else await assets.create(next, ...events)
}

/** The writes that make the tags of an asset what they should be. */
export function tagParts(current: Asset | undefined, next: Asset): TransactPart[] {
  const [before, after] = [new Set(liveTags(current)), new Set(liveTags(next))]
  const refused = () => new Conflict('stale')
  return [
    ...[...after]
      .filter((tag) => !before.has(tag))
      .map((tag) => ({
        write: { Put: { TableName: tableName('assets'), Item: { ...tagKey(tag, next.key), version: 0 } } },
        refused,
      })),
    ...[...before]
      .filter((tag) => !after.has(tag))
      .map((tag) => ({
        write: { Delete: { TableName: tableName('assets'), Key: tagKey(tag, next.key) } },
        refused,
      })),
  ]
}
