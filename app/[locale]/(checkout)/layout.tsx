import type { ReactNode } from 'react'
import { brokenKeys } from '@/components/shell/broken'
import { ErrorBoundary } from '@/components/shell/error-boundary'
import { pick, translator } from '@/lib/i18n/messages'
import { defaultLocale, isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'

interface Props {
  children: ReactNode
  params: Promise<{ locale: string }>
}

/** Nothing around a checkout but the way back. */
export default async function CheckoutLayout({ children, params }: Props) {
  const { locale: written } = await params
  const locale = isLocale(written) ? written : defaultLocale
  const t = translator(locale)
  const to = paths(locale)
  return (
    <>
      <header className="no-print border-b border-ink">
        <div className="wrap flex h-16 items-stretch justify-between md:h-20">
          <a href={to.home} className="wordmark self-end" dir="ltr" lang="en">
            {t('shop.name')}
          </a>
          <a href={to.cart} className="link self-center text-sm text-ink-2">
            {t('checkout.back')}
          </a>
        </div>
      </header>
      <main id="content">
        <ErrorBoundary messages={pick(locale, brokenKeys)}>{children}</ErrorBoundary>
      </main>
      <footer className="no-print wrap mt-24 border-t border-line py-6 text-xs text-ink-3">
        {t('footer.legal', { year: '2026' })}
      </footer>
    </>
  )
}
