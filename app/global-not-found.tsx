import type { Metadata } from 'next'
import { Faces } from '@/app/fonts/faces'
import '@/app/globals.css'
import { translator } from '@/lib/i18n/messages'
import { locales, marketOf } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { icon } from '@/lib/shop-icon'

export const metadata: Metadata = { title: '404 · Quayside', icons: { icon }, robots: { index: false } }

/** For addresses in no language at all; within a language the shop's own page answers. */
export default function GlobalNotFound() {
  const t = translator('en-GB')
  return (
    <html lang="en-GB">
      <head>
        <Faces direction="ltr" />
      </head>
      <body>
        <main className="wrap grid min-h-dvh content-center gap-8 py-24">
          <p className="label">404</p>
          <h1 className="headline text-3xl">{t('notFound.title')}</h1>
          <p className="max-w-prose text-ink-2">{t('notFound.text')}</p>
          <ul className="flex flex-wrap gap-x-8 gap-y-3">
            {locales.map((locale) => (
              <li key={locale}>
                <a className="link" href={paths(locale).home} hrefLang={locale} lang={locale}>
                  {marketOf(locale).label}
                </a>
              </li>
            ))}
          </ul>
        </main>
      </body>
    </html>
  )
}
