import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { currentPrincipal } from '@/app/_reads/principal'
import { readGiftPicture, readOrder } from '@/app/_reads/order'
import { OrderDetails } from '@/components/order/order-details'
import { button } from '@/components/ui/button'
import { translator } from '@/lib/i18n/messages'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'

interface Props {
  params: Promise<{ locale: string; order: string }>
  searchParams: Promise<{ token?: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale)
    ? { title: translator(locale)('confirmation.title'), robots: { index: false }, referrer: 'same-origin' }
    : {}
}

export default async function ConfirmationPage({ params, searchParams }: Props) {
  const { locale, order: id } = await params
  if (!isLocale(locale)) notFound()
  const { token } = await searchParams
  const [who, order] = [await currentPrincipal(), await readOrder(id, locale, token)]
  const t = translator(locale)
  const to = paths(locale)
  return (
    <div className="wrap pt-12 md:pt-20">
      <p className="label">{t('order.number', { number: order.number })}</p>
      <h1 className="headline mt-3 max-w-[16ch] text-3xl">{t('confirmation.title')}</h1>
      <p className="mt-5 max-w-prose text-base text-ink-2">
        {order.underReview ? t('order.underReview') : t('confirmation.text', { email: order.email })}
      </p>
      <p className="no-print mt-6 flex flex-wrap gap-3">
        <a
          href={who.kind === 'customer' ? to.order(order.id) : to.trackOrder(order.id, token)}
          className={button()}
        >
          {t('confirmation.track')}
        </a>
        <a href={to.home} className={button('quiet')}>
          {t('cart.browse')}
        </a>
      </p>
      <OrderDetails
        order={order}
        locale={locale}
        token={token}
        giftPicture={await readGiftPicture(order, token)}
      />
    </div>
  )
}
