import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentPrincipal } from '@/app/_reads/principal'
import type { Estimated } from '@/components/cart/estimate'
import { CartScreen } from '@/components/cart/cart-screen'
import { cartMessageKeys, cartPageMessageKeys } from '@/components/cart/messages'
import { Notice } from '@/components/ui/notice'
import { uploadMessageKeys } from '@/components/uploads/messages'
import { pick, problemText, translator } from '@/lib/i18n/messages'
import { isLocale, type Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { megabytes, purposes } from '@/server/assets/purposes'
import { pictureAt } from '@/server/assets/view'
import { cartOf } from '@/server/cart/cart'
import { estimateDelivery } from '@/server/checkout/estimate'
import { Place } from '@/server/checkout/model'
import { Invalid } from '@/server/platform/errors'
import type { Principal } from '@/server/platform/principal'

interface Props {
  params: Promise<{ locale: string }>
  searchParams: Promise<Record<'problem' | 'country' | 'postcode' | 'region', string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: translator(locale)('nav.cart'), robots: { index: false } } : {}
}

export default async function CartPage({ params, searchParams }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const t = translator(locale)
  const who = await currentPrincipal()
  const { problem, ...place } = await searchParams
  const [cart, estimated] = await Promise.all([cartOf(who, locale), estimatedTo(who, locale, place)])
  const gift = {
    accept: purposes.gift.types,
    label: t('upload.gift'),
    hint: t('upload.pictureHint', { most: megabytes('gift') }),
    messages: pick(locale, uploadMessageKeys),
    current: cart.giftPicture && {
      id: cart.giftPicture.upload,
      picture: await pictureAt(cart.giftPicture.asset),
    },
  }
  return (
    <div className="wrap pt-10 md:pt-16">
      <h1 className="headline text-3xl">{t('nav.cart')}</h1>
      {problem && (
        <div className="mt-6 max-w-2xl">
          <Notice tone="bad">{problemText(t, String(problem))}</Notice>
        </div>
      )}
      <CartScreen
        rendered={cart}
        locale={locale}
        home={paths(locale).cart}
        estimated={estimated}
        gift={gift}
        messages={pick(locale, cartMessageKeys)}
        more={pick(locale, cartPageMessageKeys)}
      />
    </div>
  )
}

/** What a plain form asked about delivery. */
async function estimatedTo(who: Principal, locale: Locale, written: object): Promise<Estimated | undefined> {
  if (!('country' in written)) return undefined
  const place = Place.safeParse(written)
  if (!place.success) return { problem: 'invalid' }
  try {
    return await estimateDelivery(who, locale, place.data)
  } catch (error) {
    if (error instanceof Invalid) return { problem: error.code }
    throw error
  }
}
