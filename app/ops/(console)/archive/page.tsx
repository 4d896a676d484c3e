import type { Metadata } from 'next'
import { connection } from 'next/server'
import { consoleLocale } from '@/app/_reads/console-locale'
import { requireStaffPage } from '@/app/_reads/staff'
import { AskedList } from '@/components/archive/asked-list'
import { archiveMessageKeys } from '@/components/archive/messages'
import { RecordTable, searchPath } from '@/components/archive/record-table'
import { button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { consolePaths } from '@/lib/console-paths'
import { pick, problemText, translator } from '@/lib/i18n/messages'
import { findRecords } from '@/server/archive/finding'
import { ArchiveSearch } from '@/server/archive/model'
import { restoresFor } from '@/server/archive/restores'

interface Props {
  searchParams: Promise<{ q?: string; year?: string; problem?: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await consoleLocale())('ops.archive') }
}

/** The archive: find a record, ask for it, see how far it is, and read it for a while. */
export default async function ArchivePage({ searchParams }: Props) {
  await connection()
  const who = await requireStaffPage()
  const locale = await consoleLocale()
  const t = translator(locale)
  const { q, year: given, problem } = await searchParams
  const search = ArchiveSearch.safeParse({ text: q, year: given || undefined })
  const { text, year } = search.success ? search.data : { text: '', year: undefined }
  const asks = text !== '' || year !== undefined
  const [{ records, more }, asked] = await Promise.all([findRecords(who, { text, year }), restoresFor(who)])
  return (
    <div className="grid gap-10">
      <div>
        <h1 className="headline text-3xl">{t('ops.archive')}</h1>
        <p className="mt-3 max-w-prose text-sm text-ink-2">{t('ops.archive.about')}</p>
      </div>
      {problem && <Notice tone="bad">{problemText(t, String(problem))}</Notice>}
      <form
        method="get"
        action={consolePaths.archive}
        role="search"
        className="flex flex-wrap items-end gap-3"
      >
        <label className="grid gap-1 text-xs">
          {t('ops.archive.query')}
          <input
            type="search"
            name="q"
            defaultValue={text}
            dir="ltr"
            maxLength={100}
            autoComplete="off"
            className="field min-h-11 w-80 max-w-full px-3 text-sm"
          />
        </label>
        <label className="grid gap-1 text-xs">
          {t('ops.archive.year')}
          <input
            type="number"
            name="year"
            defaultValue={year}
            min={2000}
            max={9999}
            className="field min-h-11 w-28 px-3 text-sm"
          />
        </label>
        <button type="submit" className={button('quiet')}>
          {t('ops.archive.find')}
        </button>
      </form>
      {asks && (
        <section aria-labelledby="found">
          <h2 id="found" className="headline border-b border-ink pb-2 text-xl">
            {t('ops.archive.found')}
          </h2>
          {records.length === 0 && <p className="py-4 text-sm text-ink-3">{t('ops.archive.none')}</p>}
          {records.length > 0 && (
            <RecordTable records={records} page={searchPath(text, year)} locale={locale} />
          )}
          {more && <p className="py-4 text-sm text-ink-2">{t('ops.archive.more')}</p>}
        </section>
      )}
      <section aria-labelledby="asked">
        <h2 id="asked" className="headline scroll-mt-4 border-b border-ink pb-2 text-xl">
          {t('ops.archive.asked')}
        </h2>
        <AskedList first={asked} locale={locale} messages={pick(locale, archiveMessageKeys)} />
      </section>
    </div>
  )
}
