import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentPrincipal } from '@/app/_reads/principal'
import { CartScreen } from '@/components/cart/cart-screen'
import { cartMessageKeys, cartPageMessageKeys } from '@/components/cart/messages'
import { Notice } from '@/components/ui/notice'
import { uploadMessageKeys } from '@/components/uploads/messages'
import { pick, problemText, translator } from '@/lib/i18n/messages'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { megabytes, purposes } from '@/server/assets/purposes'
import { pictureAt } from '@/server/assets/view'
import { cartOf } from '@/server/cart/cart'

interface Props {
  params: Promise<{ locale: string }>
  searchParams: Promise<{ problem?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: translator(locale)('nav.cart'), robots: { index: false } } : {}
}

export default async function CartPage({ params, searchParams }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const t = translator(locale)
  const [cart, { problem }] = [await cartOf(await currentPrincipal(), locale), await searchParams]
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
        gift={gift}
        messages={pick(locale, cartMessageKeys)}
        more={pick(locale, cartPageMessageKeys)}
      />
    </div>
  )
}
