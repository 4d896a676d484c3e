import type { ProductCard } from '@/lib/product-card'
import type { Category } from '@/server/catalogue/model'
import type { BlockOf, EditorialPicture, Teaser } from '@/server/content/model'

/** What blocks show beyond their own words. */
export interface Materials {
  /** Of each grid that shows products: those that the market sells. */
  readonly cards: ReadonlyMap<BlockOf<'grid'>, readonly ProductCard[]>
  readonly teasers: readonly Teaser[]
  readonly categories: readonly Category[]
}

/** Pictures by name; one that is missing is left out, and the page closes over its place. */
export type Pictures = Readonly<Record<string, EditorialPicture>>
