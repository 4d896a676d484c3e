import { productsOfSkus } from '@/server/catalogue/catalogue'
import type { Product } from '@/server/catalogue/model'
import type { LineProduct } from './model'
import { now } from '@/server/platform/clock'
import { NotFound } from '@/server/platform/errors'
import { Recent } from '@/server/platform/recent'

const keepMilliseconds = 60_000
const kept = new Recent<{ value: LineProduct; until: number }>(2_000)

/** What a line says of its product. Names may be a minute old; prices and stock never come from here.
 *  @throws NotFound `product` when no product that is sold has this SKU */
export async function describeSku(sku: string): Promise<LineProduct> {
  const known = kept.get(sku)
  if (known && known.until > now()) return known.value
  const product = (await productsOfSkus([sku])).get(sku)
  if (!product) throw new NotFound('product', `nothing is sold as ${sku}`)
  const value = lineProduct(product, sku)
  kept.set(sku, { value, until: now() + keepMilliseconds })
  return value
}

/** The words and the picture of one variant. */
export function lineProduct(product: Product, sku: string): LineProduct {
  const chosen = product.variants.find((variant) => variant.sku === sku)?.options ?? {}
  const options = product.options.flatMap((option) => {
    const value = option.values.find((one) => one.code === chosen[option.code])
    return value ? [{ label: option.labels, value: value.labels }] : []
  })
  const fits = (wanted: Readonly<Record<string, string>> | undefined) =>
    Object.entries(wanted ?? {}).every(([code, value]) => chosen[code] === value)
  const media =
    product.media.find((one) => one.options && fits(one.options)) ??
    product.media.find((one) => fits(one.options))
  return {
    productId: product.id,
    language: product.language,
    names: Object.fromEntries(Object.entries(product.texts).map(([language, text]) => [language, text.name])),
    options,
    image: media && {
      key: media.key,
      widths: media.widths,
      width: media.width,
      height: media.height,
      alt: media.alt,
      placeholder: media.placeholder,
    },
  }
}
