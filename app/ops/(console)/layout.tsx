import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { consoleLocale } from '@/app/_reads/console-locale'
import { requireStaffPage } from '@/app/_reads/staff'
import { ConsoleHeader } from '@/components/ops/console-header'
import { translator } from '@/lib/i18n/messages'

export async function generateMetadata(): Promise<Metadata> {
  const t = translator(await consoleLocale())
  return { title: { default: t('ops.title'), template: `%s · ${t('ops.title')}` } }
}

/** The console of those who run the shop; for everybody else there is nothing at this address. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { email } = await requireStaffPage()
  return (
    <>
      <ConsoleHeader locale={await consoleLocale()} email={email} />
      <main id="content" className="wrap pt-10 pb-24">
        {children}
      </main>
    </>
  )
}
