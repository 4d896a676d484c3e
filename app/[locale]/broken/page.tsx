import type { Metadata } from 'next'
import { Broken, brokenKeys } from '@/components/shell/broken'
import { pick } from '@/lib/i18n/messages'
import { defaultLocale, isLocale, locales } from '@/lib/markets'

export const dynamicParams = false
export const generateStaticParams = () => locales.map((locale) => ({ locale }))
export const metadata: Metadata = { title: '500', robots: { index: false } }

/** What `infra/error-pages.mjs` puts in the place of pages that cannot be made: it needs nothing but itself. */
export default async function BrokenPage({ params }: { params: Promise<{ locale: string }> }) {
  const { locale } = await params
  return (
    <main id="content">
      <Broken messages={pick(isLocale(locale) ? locale : defaultLocale, brokenKeys)} />
    </main>
  )
}
