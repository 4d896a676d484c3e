import { readCategories, readOfferAt } from '@/app/_reads/catalogue'
import { socialAnswer } from '@/app/[locale]/social/answer'
import { wordsFor } from '@/lib/i18n/words'
import { nameOf } from '@/lib/product-card'
import { photographOf } from '@/server/assets/photograph'

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
  return socialAnswer(locale, media && (await photographOf('assets', media)), {
    title: nameOf(product, locale).text,
    label: product.brand ?? wordsFor(category?.names ?? {}, locale)?.text,
  })
}
