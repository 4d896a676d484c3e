import { Forbidden, Invalid } from '@/server/platform/errors'
import type { Principal } from '@/server/platform/principal'
import { queueDepth } from '@/server/platform/queue-depths'
import type { Asset } from './asset-model'
import { assetsByOwner, assetsBySku, assetsByTag } from './asset-store'

function requireStaff(who: Principal): void {
  if (who.kind !== 'customer' || !who.groups.includes('staff'))
    throw new Forbidden('not-staff', 'the index is for those who run the shop')
}

/** Assets of a SKU, of an owner or with a tag, for those who run the shop.
 *  @throws Forbidden `not-staff`, Invalid `one-question` unless exactly one is asked, Unavailable */
export async function findAssets(
  who: Principal,
  { sku, owner, tag }: { sku?: string; owner?: string; tag?: string },
): Promise<Asset[]> {
  requireStaff(who)
  if ([sku, owner, tag].filter(Boolean).length !== 1)
    throw new Invalid('one-question', 'ask by sku, by owner or by tag')
  if (sku) return assetsBySku(sku)
  return owner ? assetsByOwner(owner) : assetsByTag(tag ?? '')
}

/** How far the checks of uploads are behind. */
export interface Backlog {
  /** Uploads that wait for their check. */
  waiting: number
  /** Those that are being checked. */
  checking: number
  /** Those whose check failed again and again. */
  stuck: number
}

/** @throws Forbidden `not-staff`, Unavailable */
export async function uploadBacklog(who: Principal): Promise<Backlog> {
  requireStaff(who)
  const { waiting, delayed, working, dead } = await queueDepth('uploads')
  return { waiting: waiting + delayed, checking: working, stuck: dead }
}
