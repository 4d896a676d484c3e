import { createHash } from 'node:crypto'
import type { MarketId } from '@/lib/markets'
import {
  allCategories,
  attributeDefinitions,
  importCategories,
  importDefinitions,
  importedState,
  importProducts,
} from '@/server/catalogue/catalogue'
import { catalogueBatchChanged } from '@/server/catalogue/events'
import type { Category, Product } from '@/server/catalogue/model'
import type { Foundation, Offer } from '@/server/feeds/model'
import { fulfilmentLocations } from '@/server/inventory/locations'
import { openStock } from '@/server/inventory/inventory'
import { publish } from '@/server/platform/bus'
import { now } from '@/server/platform/clock'
import { Unavailable } from '@/server/platform/errors'
import { importPrices } from '@/server/pricing/pricing'
import type { PriceList } from '@/server/pricing/model'
import { revisionOf } from '@/server/search/document'
import { defineFacets, indexProducts } from '@/server/search/search'

export interface ImportCounts {
  written: number
  unchanged: number
}

/** Writes what products stand on. An attribute that several sources tell of keeps the words of all of them.
 *  @throws Unavailable */
export async function importFoundation({ categories, definitions }: Foundation): Promise<void> {
  const known = new Map((await attributeDefinitions()).map((definition) => [definition.code, definition]))
  for (const definition of definitions) {
    const before = known.get(definition.code)
    known.set(definition.code, {
      ...definition,
      labels: { ...before?.labels, ...definition.labels },
      values: before?.values || definition.values ? { ...before?.values, ...definition.values } : undefined,
    })
  }
  const all = [...known.values()]
  // A feed that is still being read does not know its facets yet; those of its last run hold until it does.
  const facets = new Map((await allCategories()).map((category) => [category.id, category.facets]))
  const told = categories.map((category) =>
    category.facets.length > 0 ? category : { ...category, facets: facets.get(category.id) ?? [] },
  )
  await Promise.all([importCategories(told), importDefinitions(all), defineFacets(all)])
}

/** Writes one batch of a source (500 offers at most): prices, stock and the index first, the products last with the fingerprint
 *  of what they were made from. What has the same fingerprint is left alone, so a repetition changes nothing, and one that was
 *  killed half-way is completed by the next run. One event tells of the batch.
 *  @param source the name of the feed
 *  @throws Unavailable */
export async function importOffers(
  source: string,
  offers: readonly Offer[],
  categories: ReadonlyMap<string, Category>,
): Promise<ImportCounts> {
  const known = await importedState(offers.map(({ product }) => product.id))
  const fresh = offers.flatMap((offer) => {
    const fingerprint = fingerprintOf(offer)
    const state = known.get(offer.product.id)
    if (state?.fingerprint === fingerprint) return []
    return [{ ...offer, fingerprint, product: { ...offer.product, version: (state?.version ?? 0) + 1 } }]
  })
  if (fresh.length > 0) {
    // Grows from run to run, and past what single changes have added since the last one.
    const revision = now()
    await Promise.all([
      importPrices(fresh.flatMap((offer) => priceLists(offer, revision))),
      openStock(fresh.flatMap(({ stock }) => stock.map((count) => ({ ...count, version: revision })))),
    ])
    const indexed = (offer: Offer) => {
      const versions = offer.product.variants.map(({ sku }) => ({ sku, version: revision }))
      return { ...offer, inStock: stockIn(offer), revision: revisionOf(offer.product, versions, []) }
    }
    await indexProducts(fresh.map(indexed), categories)
    await importProducts(fresh)
    await tell(
      source,
      fresh.map(({ product }) => product),
    )
  }
  return { written: fresh.length, unchanged: offers.length - fresh.length }
}

/** What tells one state of an offer from another, whatever its version and the time it was read. */
function fingerprintOf({ product, prices, stock }: Offer): string {
  const { version: _version, updatedAt: _updatedAt, ...content } = product
  return createHash('sha256')
    .update(JSON.stringify([content, prices, stock]))
    .digest('base64url')
}

/** Whether a SKU of an offer can be had in a market: at one of the places that send there. */
const stockIn =
  ({ stock }: Offer) =>
  (sku: string, market: MarketId) =>
    stock.some(
      (count) =>
        count.sku === sku && count.onHand > 0 && fulfilmentLocations[market].includes(count.location),
    )

function priceLists({ product, prices }: Offer, version: number): PriceList[] {
  return product.variants.map(({ sku }) => ({
    sku,
    version,
    taxClass: product.taxClass,
    prices: Object.fromEntries(
      prices
        .filter((price) => price.sku === sku)
        .map(({ market, currency, amount, was }) => [market, { currency, amount, was }]),
    ),
  }))
}

async function tell(source: string, products: readonly Product[]): Promise<void> {
  const event = catalogueBatchChanged({
    source,
    products: products.map(({ id }) => id),
    total: products.length,
  })
  const refused = await publish('catalogue', [event])
  if (refused.length > 0) throw new Unavailable('bus-unavailable', 'the batch could not be told')
}
