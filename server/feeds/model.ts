import type { AttributeDefinition, Category, Product } from '@/server/catalogue/model'
import type { Price } from '@/server/pricing/model'

/** How much of a SKU a source says there is at a location. */
export interface StockCount {
  sku: string
  location: string
  onHand: number
}

/** What products stand on: written before them. */
export interface Foundation {
  categories: Category[]
  definitions: AttributeDefinition[]
}

/** A product with what it costs and how much there is of it, as one source tells it. */
export interface Offer {
  product: Product
  prices: Price[]
  stock: StockCount[]
}
