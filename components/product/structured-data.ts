import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { nameOf, pictureOf, textOf } from '@/lib/product-card'
import type { Product } from '@/server/catalogue/model'
import type { Availability } from '@/server/inventory/model'
import type { Price } from '@/server/pricing/model'
import type { ReviewPage } from '@/server/reviews/model'

interface Facts {
  readonly prices: readonly Price[]
  readonly stock: Readonly<Record<string, Availability>>
  readonly said: ReviewPage
}

/** A product, its offers and what buyers say of it in the words of schema.org. */
export function productData(
  product: Product,
  { prices, stock, said }: Facts,
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
    ...reviewData(said, locale),
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

/** Only what stands on the page; a product of which nothing is said has no rating, not one of 0. */
function reviewData({ rating, reviews }: ReviewPage, locale: Locale): Record<string, unknown> {
  if (rating.count === 0) return {}
  return {
    aggregateRating: {
      '@type': 'AggregateRating',
      ratingValue: rating.average,
      reviewCount: rating.count,
      bestRating: 5,
      worstRating: 1,
    },
    review: reviews.map(({ stars, title, text, name, locale: language, at }) => ({
      '@type': 'Review',
      reviewRating: { '@type': 'Rating', ratingValue: stars, bestRating: 5, worstRating: 1 },
      name: title,
      reviewBody: text,
      inLanguage: language,
      datePublished: at.slice(0, 10),
      author: { '@type': 'Person', name: name ?? translator(locale)('review.anonymous') },
    })),
  }
}
