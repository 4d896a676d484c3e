import { connection } from 'next/server'
import { consoleLocale } from '@/app/_reads/console-locale'
import { requireStaffPage } from '@/app/_reads/staff'
import { LiveBoard } from '@/components/ops/live-board'
import { opsMessageKeys } from '@/components/ops/messages'
import { Notice } from '@/components/ui/notice'
import { pick, problemText, translator } from '@/lib/i18n/messages'
import { board } from '@/server/operations/board'

interface Props {
  searchParams: Promise<{ q?: string; problem?: string }>
}

/** The board: what is going on in the shop, and what waits for somebody. */
export default async function BoardPage({ searchParams }: Props) {
  await connection()
  await requireStaffPage()
  const locale = await consoleLocale()
  const { q = '', problem } = await searchParams
  return (
    <>
      {problem && <Notice tone="bad">{problemText(translator(locale), String(problem))}</Notice>}
      <LiveBoard
        first={await board()}
        filter={String(q).slice(0, 100)}
        locale={locale}
        messages={pick(locale, opsMessageKeys)}
      />
    </>
  )
}
