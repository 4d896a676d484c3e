import type { Metadata } from 'next'
import { connection } from 'next/server'
import { consoleLocale } from '@/app/_reads/console-locale'
import { requireStaffPage } from '@/app/_reads/staff'
import { DeskList } from '@/components/reviews/desk/desk-list'
import { LiveDesk } from '@/components/reviews/desk/live-desk'
import { Notice } from '@/components/ui/notice'
import { problemText, translator } from '@/lib/i18n/messages'
import { rejections } from '@/server/reviews/model'
import { reviewDesk } from '@/server/reviews/desk'

interface Props {
  searchParams: Promise<{ problem?: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await consoleLocale())('ops.opinions') }
}

/** What customers have written: what waits to be decided, and what was published last. */
export default async function ReviewDeskPage({ searchParams }: Props) {
  await connection()
  const who = await requireStaffPage()
  const { problem } = await searchParams
  const locale = await consoleLocale()
  const t = translator(locale)
  const { waiting, published } = await reviewDesk(who)
  return (
    <div className="max-w-4xl">
      {problem && <Notice tone="bad">{problemText(t, String(problem))}</Notice>}
      <div className="flex flex-wrap items-baseline justify-between gap-4">
        <h1 className="headline text-3xl">{t('ops.opinions')}</h1>
        <LiveDesk live={t('ops.live')} notLive={t('ops.notLive')} />
      </div>
      <p className="mt-3 max-w-prose text-sm text-ink-2">{t('ops.opinionsText')}</p>
      <section aria-labelledby="waiting" className="mt-10">
        <h2 id="waiting" className="headline mb-4 text-xl">
          {t('ops.opinionsWaiting')} <span className="text-sm text-ink-3">{waiting.length}</span>
        </h2>
        {waiting.length === 0 && <p className="text-sm text-ink-3">{t('ops.empty.opinions')}</p>}
        <DeskList reviews={waiting} reasons={rejections} locale={locale} />
      </section>
      {published.length > 0 && (
        <section aria-labelledby="published" className="mt-16">
          <h2 id="published" className="headline mb-4 text-xl">
            {t('ops.opinionsPublished')}
          </h2>
          <DeskList reviews={published} reasons={rejections} locale={locale} />
        </section>
      )}
    </div>
  )
}
