import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { connection } from 'next/server'
import { consoleLocale } from '@/app/_reads/console-locale'
import { requireStaffPage } from '@/app/_reads/staff'
import { BeginPage } from '@/components/content/desk/begin-page'
import { PageTable } from '@/components/content/desk/page-table'
import { Notice } from '@/components/ui/notice'
import { consolePaths } from '@/lib/console-paths'
import { problemText, translator } from '@/lib/i18n/messages'
import { pageList } from '@/server/content/desk'
import { PageKind, Slug } from '@/server/content/model'

interface Props {
  searchParams: Promise<{ name?: string; kind?: string; problem?: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await consoleLocale())('ops.content') }
}

/** All pages that the house has written: what is shown, what is planned, what is a draft. */
export default async function ContentListPage({ searchParams }: Props) {
  await connection()
  const who = await requireStaffPage()
  const { name, kind, problem } = await searchParams
  const [slug, of] = [Slug.safeParse(name), PageKind.safeParse(kind)]
  if (slug.success && of.success) redirect(`${consolePaths.contentPage(slug.data)}?kind=${of.data}`)
  const locale = await consoleLocale()
  const t = translator(locale)
  return (
    <>
      {problem && <Notice tone="bad">{problemText(t, String(problem))}</Notice>}
      <h1 className="headline text-3xl">{t('ops.content')}</h1>
      <PageTable rows={await pageList(who)} locale={locale} />
      <BeginPage locale={locale} />
    </>
  )
}
