import type { ReactNode } from 'react'
import { Offline } from '@/components/offline/offline'
import { brokenKeys } from '@/components/shell/broken'
import { ErrorBoundary } from '@/components/shell/error-boundary'
import { Footer } from '@/components/shell/footer'
import { Header } from '@/components/shell/header'
import { Menu } from '@/components/shell/menu'
import { Morph } from '@/components/shell/morph'
import { childrenOf } from '@/lib/category-tree'
import { pick, translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import type { Category } from '@/server/catalogue/model'

interface Props {
  locale: Locale
  categories: readonly Category[]
  children: ReactNode
}

/** What surrounds a page of the shop. */
export function Frame({ locale, categories, children }: Props) {
  const roots = childrenOf(categories)
  return (
    <>
      <a
        href="#content"
        className="absolute start-4 top-2 z-50 -translate-y-20 rounded-md bg-ink px-4 py-3 text-paper focus:translate-y-0"
      >
        {translator(locale)('nav.skip')}
      </a>
      <Header locale={locale} roots={roots} />
      <Menu locale={locale} categories={categories} />
      <main id="content">
        <ErrorBoundary messages={pick(locale, brokenKeys)}>{children}</ErrorBoundary>
      </main>
      <Morph />
      <Offline message={translator(locale)('offline.now')} />
      <Footer locale={locale} roots={roots} />
    </>
  )
}
