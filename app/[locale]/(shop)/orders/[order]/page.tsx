import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { readExchangeChoices, readGiftPicture, readOrder, readTracking } from '@/app/_reads/order'
import { OrderTracking } from '@/components/order/order-tracking'
import { OrderNews } from '@/components/order/order-news'
import { OrderDetails } from '@/components/order/order-details'
import { Notice } from '@/components/ui/notice'
import { longDate } from '@/lib/i18n/dates'
import { problemText, translator } from '@/lib/i18n/messages'
import { isLocale } from '@/lib/markets'

interface Props {
  params: Promise<{ locale: string; order: string }>
  searchParams: Promise<{ token?: string; problem?: string; done?: string }>
}

export const metadata: Metadata = { robots: { index: false }, referrer: 'same-origin' }

/** An order for whoever holds its token. */
export default async function TrackedOrderPage({ params, searchParams }: Props) {
  const { locale, order: id } = await params
  if (!isLocale(locale)) notFound()
  const { token, problem, done } = await searchParams
  const order = await readOrder(id, locale, token)
  const t = translator(locale)
  return (
    <div className="wrap pt-12 md:pt-16">
      <p className="label">{t('order.placed', { date: longDate(order.placedAt, locale) })}</p>
      <h1 className="headline mt-3 text-2xl whitespace-nowrap md:text-3xl">
        <bdi>{order.number}</bdi>
      </h1>
      {problem && (
        <div className="mt-6">
          <Notice tone="bad">{problemText(t, String(problem))}</Notice>
        </div>
      )}
      <OrderNews done={done} exchangeFor={order.exchangeFor?.number} locale={locale} />
      <OrderDetails
        order={order}
        locale={locale}
        token={token}
        giftPicture={await readGiftPicture(order, token)}
        choices={await readExchangeChoices(order, locale)}
        tracking={
          <OrderTracking
            order={order.id}
            tracking={await readTracking(order, token)}
            locale={locale}
            token={token}
          />
        }
      />
    </div>
  )
}
