import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireCustomer } from '@/app/_reads/customer'
import { OrderList } from '@/components/order/order-list'
import { translator } from '@/lib/i18n/messages'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { ordersOf } from '@/server/orders/orders'

interface Props {
  params: Promise<{ locale: string }>
  searchParams: Promise<{ cursor?: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: translator(locale)('account.orders'), robots: { index: false } } : {}
}

export default async function OrdersPage({ params, searchParams }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const who = await requireCustomer(locale, paths(locale).orders)
  const { cursor } = await searchParams
  const t = translator(locale)
  return (
    <>
      <h1 className="headline text-3xl">{t('account.orders')}</h1>
      <OrderList page={await ordersOf(who, locale, { cursor, limit: 20 })} locale={locale} />
    </>
  )
}
