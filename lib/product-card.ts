import { type Text, wordsFor } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import type { Money } from '@/lib/money'
import type { PictureSource } from '@/lib/picture'
import type { Media, Product, Variant } from '@/server/catalogue/model'
import type { Price } from '@/server/pricing/model'

/** What a list shows of a product. */
export interface ProductCard {
  readonly id: string
  readonly name: Text
  readonly summary?: Text
  readonly brand?: string
  readonly picture?: PictureSource
  /** Shown on hover. */
  readonly second?: PictureSource
  readonly swatches: readonly { readonly label: string; readonly colour: string }[]
  /** The lowest of its variants' prices; `from` where others cost more. */
  readonly price: Money
  readonly from: boolean
  readonly was?: Money
  readonly soldOut: boolean
  /** The variant that the card shows. */
  readonly sku: string
  /** Where it has been reviewed: the average of stars, and of how many. */
  readonly rating?: { readonly average: number; readonly count: number }
  /** What can be added right from the list: what the card shows, or the first of the others that is there; in words what was chosen. */
  readonly quick?: { readonly sku: string; readonly choice: string }
}

export const pictureOf = (media: Media, locale: Locale): PictureSource => ({
  key: media.key,
  widths: media.widths,
  formats: media.formats,
  width: media.width,
  height: media.height,
  alt: wordsFor(media.alt, locale)?.text ?? '',
  placeholder: media.placeholder,
})

/** The name of a product and the language that it is in. */
export function nameOf(product: Product, locale: Locale): Text {
  const names = Object.fromEntries(Object.entries(product.texts).map(([tag, text]) => [tag, text.name]))
  return wordsFor(names, locale, product.language) ?? { text: product.id }
}

/** A text of a product that it may lack, in the language that comes nearest. */
export function textOf(
  product: Product,
  locale: Locale,
  field: 'summary' | 'description' | 'care',
): Text | undefined {
  const words = Object.fromEntries(
    Object.entries(product.texts).flatMap(([tag, text]) =>
      text[field] ? [[tag, text[field]] as const] : [],
    ),
  )
  return wordsFor(words, locale, product.language)
}

/** The card of a product, or `undefined` where none of its variants is sold in the market.
 *  @param prices of its SKUs in the market
 *  @param inStock those of its SKUs that can be had now */
export function productCard(
  product: Product,
  prices: readonly Price[],
  inStock: ReadonlySet<string>,
  locale: Locale,
): ProductCard | undefined {
  const [cheapest, ...others] = prices.toSorted((a, b) => a.amount - b.amount)
  if (!cheapest) return undefined
  const sold = new Set(prices.map(({ sku }) => sku))
  const variants = product.variants.filter(({ sku }) => sold.has(sku))
  const quick = variants.find(({ sku }) => inStock.has(sku))
  const [picture, second] = cardPictures(product, variants[0]?.options ?? {})
  return {
    id: product.id,
    name: nameOf(product, locale),
    summary: textOf(product, locale, 'summary'),
    brand: product.brand,
    picture: picture && pictureOf(picture, locale),
    second: second && pictureOf(second, locale),
    swatches: swatchesOf(product, new Set(variants.flatMap(({ options }) => Object.values(options))), locale),
    price: { amount: cheapest.amount, currency: cheapest.currency },
    from: others.some(({ amount }) => amount > cheapest.amount),
    was: cheapest.was === undefined ? undefined : { amount: cheapest.was, currency: cheapest.currency },
    soldOut: !quick,
    sku: variants[0]?.sku ?? cheapest.sku,
    quick: quick && { sku: quick.sku, choice: choiceOf(product, quick, locale) },
  }
}

/** A variant in words: `Sage, large`. */
const choiceOf = (product: Product, variant: Variant, locale: Locale): string =>
  product.options
    .flatMap(({ code, values }) => values.find((value) => value.code === variant.options[code]) ?? [])
    .map(({ code, labels }) => wordsFor(labels, locale)?.text ?? code)
    .join(', ')

function cardPictures(product: Product, options: Readonly<Record<string, string>>): [Media?, Media?] {
  const fits = (media: Media) =>
    Object.entries(media.options ?? {}).every(([code, value]) => (options[code] ?? value) === value)
  const first = product.media.find(fits) ?? product.media[0]
  const second = product.media.find((media) => media !== first && !media.options)
  return [first, second]
}

const mostSwatches = 8

function swatchesOf(product: Product, used: ReadonlySet<string>, locale: Locale) {
  const option = product.options.find(({ values }) => values.some(({ swatch }) => swatch))
  if (!option) return []
  return option.values
    .filter(({ code, swatch }) => swatch && used.has(code))
    .slice(0, mostSwatches)
    .map(({ code, labels, swatch }) => ({
      label: wordsFor(labels, locale)?.text ?? code,
      colour: swatch ?? '',
    }))
}
