import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireCustomer } from '@/app/_reads/customer'
import { readExchangeChoices, readGiftPicture, readOrder, readTracking } from '@/app/_reads/order'
import { OrderTracking } from '@/components/order/order-tracking'
import { OrderNews } from '@/components/order/order-news'
import { OrderDetails } from '@/components/order/order-details'
import { Notice } from '@/components/ui/notice'
import { longDate } from '@/lib/i18n/dates'
import { problemText, translator } from '@/lib/i18n/messages'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'

interface Props {
  params: Promise<{ locale: string; order: string }>
  searchParams: Promise<{ problem?: string; done?: string }>
}

export const metadata: Metadata = { robots: { index: false } }

export default async function OrderPage({ params, searchParams }: Props) {
  const { locale, order: id } = await params
  if (!isLocale(locale)) notFound()
  await requireCustomer(locale, paths(locale).order(id))
  const [order, { problem, done }] = [await readOrder(id, locale, undefined), await searchParams]
  const t = translator(locale)
  return (
    <>
      <p className="label">{t('order.placed', { date: longDate(order.placedAt, locale) })}</p>
      <h1 className="headline mt-3 text-2xl">
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
        giftPicture={await readGiftPicture(order, undefined)}
        choices={await readExchangeChoices(order, locale)}
        tracking={
          <OrderTracking order={order.id} tracking={await readTracking(order, undefined)} locale={locale} />
        }
      />
    </>
  )
}
