import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { consoleLocale } from '@/app/_reads/console-locale'
import { editorialFile } from '@/app/_reads/editorial-file'
import { requireStaffPage } from '@/app/_reads/staff'
import { AltFields } from '@/components/content/desk/alt-fields'
import { BringPicture } from '@/components/content/desk/bring-picture'
import { CopyName } from '@/components/content/desk/copy-name'
import { FocusField } from '@/components/content/desk/focus-field'
import { bringingKeys, describingKeys } from '@/components/content/desk/messages'
import { button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { consolePaths } from '@/lib/console-paths'
import { pick, problemText, translator } from '@/lib/i18n/messages'
import { pictureFile } from '@/server/content/library'
import { Slug } from '@/server/content/model'
import { NotFound } from '@/server/platform/errors'

interface Props {
  params: Promise<{ picture: string }>
  searchParams: Promise<{ saved?: string; problem?: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).picture }
}

/** One picture of the library: its words and its focus, and where another takes its place. */
export default async function PicturePage({ params, searchParams }: Props) {
  await connection()
  const who = await requireStaffPage()
  const locale = await consoleLocale()
  const t = translator(locale)
  const { saved, problem } = await searchParams
  const slug = Slug.safeParse((await params).picture)
  if (!slug.success) notFound()
  const picture = await pictureFile(who, slug.data).catch((error: unknown) => {
    if (error instanceof NotFound) return undefined
    throw error
  })
  if (!picture) notFound()
  const { name, key, width, height, widths, alt, version } = picture
  const focus = { x: Math.round(picture.focus.x * 100), y: Math.round(picture.focus.y * 100) }
  const shown = widths.find((one) => one >= 960) ?? width
  const here = consolePaths.picture(name)
  return (
    <>
      {problem && <Notice tone="bad">{problemText(t, String(problem))}</Notice>}
      {saved && <Notice tone="good">{t('ops.pictures.saved')}</Notice>}
      <p className="label mt-4">
        <a href={consolePaths.pictures} className="link">
          {t('ops.pictures.all')}
        </a>
      </p>
      <h1 className="headline mt-1 text-3xl break-all" dir="ltr">
        {name}
      </h1>
      <p className="mt-2 flex flex-wrap items-baseline gap-x-5 text-sm text-ink-2">
        {t('ops.pictures.size', { width, height })}
        <CopyName {...{ name, locale }} />
      </p>
      <form
        key={version}
        method="post"
        action={`/api/content/pictures/${name}`}
        className="mt-8 grid gap-x-12 gap-y-8 border-t border-ink pt-6 lg:grid-cols-2"
      >
        <input type="hidden" name="_method" value="PUT" />
        <input type="hidden" name="_next" value={`${here}?saved=1`} />
        <input type="hidden" name="_back" value={here} />
        <FocusField
          picture={{ src: `/assets/${key}/${shown}.webp`, width, height }}
          {...{ focus, locale }}
          messages={pick(locale, describingKeys)}
        />
        <div className="grid content-start gap-6">
          <AltFields alt={alt} messages={pick(locale, describingKeys)} />
          <button type="submit" className={`${button()} justify-self-start`}>
            {t('ops.pictures.save')}
          </button>
        </div>
      </form>
      <details className="mt-12 border-t border-ink pt-6">
        <summary className={`${button('quiet')} list-none`}>{t('ops.pictures.replace')}</summary>
        <p className="mt-4 text-sm text-ink-2">{t('ops.pictures.replaceHint')}</p>
        <div className="mt-6">
          <BringPicture
            replaced={{ name, alt, focus }}
            takes={editorialFile(t)}
            locale={locale}
            messages={pick(locale, bringingKeys)}
          />
        </div>
      </details>
    </>
  )
}
