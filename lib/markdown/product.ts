import { document, link, paragraphs, plain, table } from './write'
import { formatNumber } from '@/lib/i18n/format'
import { translator } from '@/lib/i18n/messages'
import { wordsFor } from '@/lib/i18n/words'
import { type Locale, marketOf } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import { paths } from '@/lib/paths'
import { nameOf, textOf } from '@/lib/product-card'
import { productFacts } from '@/lib/product-facts'
import type { AttributeDefinition, Category, Product, Variant } from '@/server/catalogue/model'
import type { Availability } from '@/server/inventory/model'
import type { Price } from '@/server/pricing/model'
import type { RatingView } from '@/server/reviews/model'

interface Offer {
  product: Product
  prices: readonly Price[]
  stock: Readonly<Record<string, Availability>>
  rating: RatingView
  definitions: readonly AttributeDefinition[]
  /** From the root category down to the product's own. */
  trail: readonly Category[]
  locale: Locale
  site: string
}

/** A product as agents and people read it without a browser: what it is, each variant with price and stock, its facts. */
export function productDocument(offer: Offer): string {
  const { product, prices, stock, rating, definitions, trail, locale, site } = offer
  const t = translator(locale)
  const to = paths(locale)
  const bySku = new Map(prices.map((price) => [price.sku, price]))
  const sold = product.variants.filter(({ sku }) => bySku.has(sku))
  const [first] = sold
  const description = textOf(product, locale, 'description')
  const care = textOf(product, locale, 'care')
  return document(
    `# ${plain(nameOf(product, locale).text)}`,
    paragraphs(textOf(product, locale, 'summary')?.text ?? ''),
    trail
      .map((step) => link(wordsFor(step.names, locale)?.text ?? step.id, `${site}${to.category(step.id)}.md`))
      .join(' › '),
    rating.count === 0
      ? undefined
      : `${t('review.average', { average: formatNumber(rating.average, locale) })}, ${link(
          t('review.count', { count: rating.count }),
          site + to.productReviews(product.id),
        )}`,
    table(
      [
        t('product.sku'),
        ...product.options.map((option) => words(option.labels, option.code)),
        t('markdown.price'),
        t('markdown.stock'),
        '',
      ],
      sold.map((variant) => [
        plain(variant.sku),
        ...chosen(variant),
        priced(variant.sku),
        stocked(variant.sku),
        link(t('markdown.buy'), site + to.product(product.id, variant === first ? undefined : variant.sku)),
      ]),
    ),
    t(marketOf(locale).taxIncluded ? 'price.taxIncluded' : 'price.taxAdded'),
    description && `## ${t('product.about')}\n\n${paragraphs(description.text)}`,
    first &&
      `## ${t('product.facts')}\n\n${table(
        ['', ''],
        productFacts(product, first, definitions, locale)
          .filter(({ code }) => code !== 'sku' && code !== 'gtin')
          .map(({ name, value }) => [plain(name), plain(value)]),
      )}`,
    care && `## ${t('product.care')}\n\n${paragraphs(care.text)}`,
  )

  function words(labels: Readonly<Record<string, string>>, otherwise: string): string {
    return wordsFor(labels, locale)?.text ?? otherwise
  }
  function chosen(variant: Variant): string[] {
    return product.options.map(({ code, values }) => {
      const value = values.find((one) => one.code === variant.options[code])
      return value ? plain(words(value.labels, value.code)) : ''
    })
  }
  function priced(sku: string): string {
    const price = bySku.get(sku)
    return price ? formatMoney({ amount: price.amount, currency: price.currency }, locale) : ''
  }
  function stocked(sku: string): string {
    const { state, available } = stock[sku] ?? { state: 'out' as const, available: 0 }
    return t(`stock.${state}`, { count: available })
  }
}
