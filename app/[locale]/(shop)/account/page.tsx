import { notFound, redirect } from 'next/navigation'
import { requireCustomer } from '@/app/_reads/customer'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'

/** An account begins with its orders. */
export default async function AccountPage({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  await requireCustomer(locale, paths(locale).orders)
  redirect(paths(locale).orders)
}
