import { readCategories, readOfferAt } from '@/app/_reads/catalogue'
import { translator } from '@/lib/i18n/messages'
import { wordsFor } from '@/lib/i18n/words'
import { marketOf } from '@/lib/markets'
import { nameOf } from '@/lib/product-card'
import { socialPicture } from '@/server/assets/social-picture'

/** The picture that stands for a product where its page is shared. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ locale: string; product: string }> },
): Promise<Response> {
  const asked = await params
  const offer = await readOfferAt(asked.locale, asked.product)
  if (!offer) return new Response(null, { status: 404 })
  const { product, locale } = offer
  const categories = await readCategories()
  const category = categories.find((one) => one.id === product.categories.at(-1))
  const [media] = product.media
  const best = media?.widths.findLast((width) => width <= 960) ?? media?.widths[0]
  const picture = await socialPicture(media && best ? `${media.key}/${best}.webp` : undefined, {
    title: nameOf(product, locale).text,
    label: product.brand ?? wordsFor(category?.names ?? {}, locale)?.text ?? '',
    shop: translator(locale)('shop.name'),
    direction: marketOf(locale).direction,
  })
  return new Response(new Uint8Array(picture), {
    headers: { 'content-type': 'image/jpeg', 'cache-control': 'public, s-maxage=86400' },
  })
}
