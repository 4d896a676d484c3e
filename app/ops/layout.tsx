import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { consoleLocale } from '@/app/_reads/console-locale'
import { Faces } from '@/app/fonts/faces'
import '@/app/globals.css'
import { translator } from '@/lib/i18n/messages'
import { marketOf } from '@/lib/markets'
import { icon } from '@/lib/shop-icon'
import { tracing } from '@/server/platform/telemetry/tracing'

export const viewport: Viewport = { colorScheme: 'light dark' }

export async function generateMetadata(): Promise<Metadata> {
  const t = translator(await consoleLocale())
  return {
    title: { default: t('shop.name'), template: `%s · ${t('shop.name')}` },
    icons: { icon },
    robots: { index: false, follow: false },
    referrer: 'same-origin',
  }
}

/** What the console and the answer to everybody else have in common: language, direction and typefaces. */
export default async function OpsLayout({ children }: { children: ReactNode }) {
  const locale = await consoleLocale()
  return (
    <html lang={locale} dir={marketOf(locale).direction} data-traced={tracing ? '' : undefined}>
      <head>
        <Faces direction={marketOf(locale).direction} />
      </head>
      <body>{children}</body>
    </html>
  )
}
