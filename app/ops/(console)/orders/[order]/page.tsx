import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { consoleLocale } from '@/app/_reads/console-locale'
import { requireStaffPage } from '@/app/_reads/staff'
import { OrderFile } from '@/components/ops/order-file'
import { Notice } from '@/components/ui/notice'
import { problemText, translator } from '@/lib/i18n/messages'
import { orderFile } from '@/server/operations/order-file'
import { NotFound } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import { OrderId } from '@/server/platform/schemas'

interface Props {
  params: Promise<{ order: string }>
  searchParams: Promise<{ problem?: string }>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await consoleLocale())('ops.order') }
}

/** Everything about one order, for those who look after it. */
export default async function OrderFilePage({ params, searchParams }: Props) {
  await connection()
  const who = await requireStaffPage()
  const [{ order }, { problem }, locale] = [await params, await searchParams, await consoleLocale()]
  const id = OrderId.safeParse(order)
  if (!id.success) notFound()
  const file = await orderFile(who, id.data, locale).catch((error: unknown) => {
    if (error instanceof NotFound) notFound()
    throw error
  })
  return (
    <>
      {problem && <Notice tone="bad">{problemText(translator(locale), String(problem))}</Notice>}
      <OrderFile file={file} locale={locale} refundKey={newId('req').replace('_', '-')} />
    </>
  )
}
