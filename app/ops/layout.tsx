import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { consoleLocale } from '@/app/_reads/console-locale'
import { requireStaffPage } from '@/app/_reads/staff'
import { Faces } from '@/app/fonts/faces'
import '@/app/globals.css'
import { ConsoleHeader } from '@/components/ops/console-header'
import { translator } from '@/lib/i18n/messages'
import { marketOf } from '@/lib/markets'

export const viewport: Viewport = { colorScheme: 'light dark' }

export async function generateMetadata(): Promise<Metadata> {
  const t = translator(await consoleLocale())
  return {
    title: { default: t('ops.title'), template: `%s · ${t('ops.title')}` },
    robots: { index: false, follow: false },
    referrer: 'same-origin',
  }
}

/** The console of those who run the shop; for everybody else there is nothing at this address. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { email } = await requireStaffPage()
  const locale = await consoleLocale()
  return (
    <html lang={locale} dir={marketOf(locale).direction}>
      <head>
        <Faces direction={marketOf(locale).direction} />
      </head>
      <body>
        <ConsoleHeader locale={locale} email={email} />
        <main id="content" className="wrap pt-6 pb-24">
          {children}
        </main>
      </body>
    </html>
  )
}
