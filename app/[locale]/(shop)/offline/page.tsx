import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { offlineKeys } from '@/components/offline/messages'
import { OfflineScreen } from '@/components/offline/offline-screen'
import { pick, translator } from '@/lib/i18n/messages'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'

export const revalidate = 300
export const generateStaticParams = () => []

interface Props {
  params: Promise<{ locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: translator(locale)('offline.title'), robots: { index: false } } : {}
}

/** Kept by the worker, for when there is no network. */
export default async function OfflinePage({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  return <OfflineScreen locale={locale} home={paths(locale).home} messages={pick(locale, offlineKeys)} />
}
