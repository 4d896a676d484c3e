import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireCustomer } from '@/app/_reads/customer'
import { AddressBook } from '@/components/account/address-book'
import { translator } from '@/lib/i18n/messages'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { profileOf } from '@/server/customers/customers'

interface Props {
  params: Promise<{ locale: string }>
  searchParams: Promise<{ problem?: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: translator(locale)('account.addresses'), robots: { index: false } } : {}
}

export default async function AddressesPage({ params, searchParams }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const who = await requireCustomer(locale, paths(locale).addresses)
  const [profile, { problem }] = [await profileOf(who), await searchParams]
  return <AddressBook addresses={profile.addresses} problem={problem && String(problem)} locale={locale} />
}
