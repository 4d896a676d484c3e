import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { nameOf, pictureOf, textOf } from '@/lib/product-card'
import type { Product } from '@/server/catalogue/model'
import type { Availability } from '@/server/inventory/model'
import type { Price } from '@/server/pricing/model'

/** A product and its offers in the words of schema.org. */
export function productData(
  product: Product,
  prices: readonly Price[],
  stock: Readonly<Record<string, Availability>>,
  locale: Locale,
): Record<string, unknown> {
  const site = process.env.SITE_URL ?? ''
  const pictures = product.media.slice(0, 6).map((media) => pictureOf(media, locale))
  return {
    '@type': 'Product',
    name: nameOf(product, locale).text,
    description: textOf(product, locale, 'description')?.text ?? textOf(product, locale, 'summary')?.text,
    sku: product.variants[0]?.sku,
    url: `${site}${paths(locale).product(product.id)}`,
    ...(product.brand ? { brand: { '@type': 'Brand', name: product.brand } } : {}),
    image: pictures.map(({ key, widths }) => `${site}/assets/${key}/${widths.at(-1)}.webp`),
    offers: prices.slice(0, 50).map((price) => ({
      '@type': 'Offer',
      sku: price.sku,
      price: (price.amount / 100).toFixed(2),
      priceCurrency: price.currency,
      availability: `https://schema.org/${stock[price.sku]?.state === 'out' ? 'OutOfStock' : 'InStock'}`,
      url: `${site}${paths(locale).product(product.id)}`,
    })),
  }
}
