import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { consoleLocale } from '@/app/_reads/console-locale'
import { requireStaffPage } from '@/app/_reads/staff'
import { beginning } from '@/components/content/desk/beginning'
import { Editor } from '@/components/content/desk/editor'
import { editorKeys } from '@/components/content/desk/messages'
import { PictureStrip } from '@/components/content/desk/picture-strip'
import { Plan } from '@/components/content/desk/plan'
import { Versions } from '@/components/content/desk/versions'
import { Notice } from '@/components/ui/notice'
import { said } from '@/lib/copy'
import { pick, problemText, translator } from '@/lib/i18n/messages'
import { pageFile } from '@/server/content/desk'
import { pictureLibrary } from '@/server/content/library'
import { PageKind, Slug } from '@/server/content/model'
import { NotFound } from '@/server/platform/errors'

interface Props {
  params: Promise<{ page: string }>
  searchParams: Promise<{ version?: string; kind?: string; problem?: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).page }
}

/** One page: its versions, what is planned for it, and its text. */
export default async function ContentFilePage({ params, searchParams }: Props) {
  await connection()
  const who = await requireStaffPage()
  const locale = await consoleLocale()
  const t = translator(locale)
  const [{ page: name }, { version, kind, problem }] = [await params, await searchParams]
  const slug = Slug.safeParse(name)
  if (!slug.success) notFound()
  const file = await pageFile(who, slug.data).catch((error: unknown) => {
    if (error instanceof NotFound) return undefined
    throw error
  })
  const { pictures } = await pictureLibrary(who)
  const newKind = PageKind.safeParse(kind)
  if (!file && !newKind.success) notFound()
  const opened = file?.versions.find(({ number }) => number === Number(version)) ?? file?.versions[0]
  return (
    <>
      {problem && <Notice tone="bad">{problemText(t, String(problem))}</Notice>}
      <p className="label">
        {t(`ops.content.kind.${file?.page.kind ?? newKind.data ?? 'story'}`)} · <bdi>{slug.data}</bdi>
      </p>
      <h1 className="headline mt-1 text-3xl">
        {file ? said(file.page.title, locale) : t('ops.content.new')}
      </h1>
      {file && (
        <div className="mt-8 grid gap-x-12 gap-y-10 lg:grid-cols-[3fr_2fr]">
          <Versions file={file} opened={opened?.number} locale={locale} />
          <Plan file={file} opened={opened?.number ?? file.page.latest} locale={locale} />
        </div>
      )}
      <Editor
        key={opened?.number ?? 0}
        slug={slug.data}
        kind={file ? undefined : newKind.data}
        basedOn={file?.page.latest ?? 0}
        heading={opened && t('ops.content.editing', { number: opened.number })}
        text={JSON.stringify(opened?.document ?? beginning, null, 2)}
        locale={locale}
        messages={pick(locale, editorKeys)}
      />
      <PictureStrip pictures={pictures} locale={locale} />
    </>
  )
}
