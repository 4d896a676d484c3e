import type { Metadata } from 'next'
import { Broken, brokenKeys } from '@/components/shell/broken'
import { pick, translator } from '@/lib/i18n/messages'
import { defaultLocale, isLocale, locales } from '@/lib/markets'
import { paths } from '@/lib/paths'

export const dynamicParams = false
export const generateStaticParams = () => locales.map((locale) => ({ locale }))
export const metadata: Metadata = { title: '500', robots: { index: false } }

/** What `infra/error-pages.mjs` puts in the place of pages that cannot be made: it needs nothing but itself. */
export default async function BrokenPage({ params }: { params: Promise<{ locale: string }> }) {
  const { locale: written } = await params
  const locale = isLocale(written) ? written : defaultLocale
  return (
    <>
      <header className="border-b border-ink">
        <div className="wrap flex h-16 md:h-20">
          <a href={paths(locale).home} className="wordmark self-end" dir="ltr" lang="en">
            {translator(locale)('shop.name')}
          </a>
        </div>
      </header>
      <main id="content">
        <Broken messages={pick(locale, brokenKeys)} />
      </main>
    </>
  )
}
