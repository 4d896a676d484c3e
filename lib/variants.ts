import type { Media, Product, Variant } from '@/server/catalogue/model'

/** One value of an option as the picker shows it beside a chosen variant. */
export interface Choice {
  readonly code: string
  readonly selected: boolean
  /** The variant that choosing it leads to; absent where no variant that is sold has this value. */
  readonly sku?: string
  /** Choosing it changes other options too, because this combination is not made. */
  readonly changesOthers: boolean
}

/** What each value of an option leads to, from a chosen variant.
 *  @param sold the product's variants that the market sells */
export function choices(
  product: Product,
  option: string,
  chosen: Variant,
  sold: readonly Variant[],
): Choice[] {
  const values = product.options.find(({ code }) => code === option)?.values ?? []
  return values.map(({ code }) => {
    const having = sold.filter((variant) => variant.options[option] === code)
    const wanted = { ...chosen.options, [option]: code }
    const exact = having.find((variant) => agreement(variant, wanted) === product.options.length)
    const nearest = having.toSorted((a, b) => agreement(b, wanted) - agreement(a, wanted))[0]
    return {
      code,
      selected: chosen.options[option] === code,
      sku: (exact ?? nearest)?.sku,
      changesOthers: !exact,
    }
  })
}

const agreement = (variant: Variant, wanted: Readonly<Record<string, string>>): number =>
  Object.entries(wanted).filter(([code, value]) => variant.options[code] === value).length

/** The pictures of a variant: those of exactly its look first, then those that show the product as such. */
export function picturesOf(product: Product, variant: Variant): Media[] {
  const own = product.media.filter((media) => media.options && matches(media, variant))
  const general = product.media.filter((media) => !media.options)
  const shown = [...own, ...general]
  return shown.length > 0 ? shown : product.media.slice(0, 1)
}

const matches = (media: Media, variant: Variant): boolean =>
  Object.entries(media.options ?? {}).every(([code, value]) => variant.options[code] === value)
