import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { readMaterials } from '@/app/_reads/content'
import { currentPrincipal } from '@/app/_reads/principal'
import { Faces } from '@/app/fonts/faces'
import { Blocks } from '@/components/content/blocks'
import { PreviewFrame } from '@/components/content/desk/preview-frame'
import { isLocale, marketOf } from '@/lib/markets'
import { previewPage } from '@/server/content/desk'
import { Slug } from '@/server/content/model'
import { NotFound } from '@/server/platform/errors'

interface Props {
  params: Promise<{ page: string; version: string; locale: string }>
}

export const metadata: Metadata = { robots: { index: false, follow: false } }

/** A version as it would be shown. The operation decides who may see it, and the edge never keeps what stands under /ops. */
export default async function PreviewPage({ params }: Props) {
  await connection()
  const { page: name, version, locale } = await params
  const slug = Slug.safeParse(name)
  if (!slug.success || !isLocale(locale) || !/^\d{1,6}$/.test(version)) notFound()
  const page = await previewPage(await currentPrincipal(), slug.data, Number(version)).catch(
    (error: unknown) => {
      if (error instanceof NotFound) notFound()
      throw error
    },
  )
  const { blocks } = page.document
  return (
    <>
      <Faces direction={marketOf(locale).direction} />
      <PreviewFrame page={page} locale={locale}>
        <Blocks
          blocks={blocks}
          pictures={page.pictures}
          materials={await readMaterials(blocks, locale)}
          locale={locale}
        />
      </PreviewFrame>
    </>
  )
}
