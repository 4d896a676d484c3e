import type { Metadata } from 'next'
import { connection } from 'next/server'
import { consoleLocale } from '@/app/_reads/console-locale'
import { editorialFile } from '@/app/_reads/editorial-file'
import { requireStaffPage } from '@/app/_reads/staff'
import { BringPicture } from '@/components/content/desk/bring-picture'
import { bringingKeys } from '@/components/content/desk/messages'
import { PictureArrivals } from '@/components/content/desk/picture-arrivals'
import { PictureList } from '@/components/content/desk/picture-list'
import { button } from '@/components/ui/button'
import { pick, translator } from '@/lib/i18n/messages'
import { pictureLibrary } from '@/server/content/library'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await consoleLocale())('ops.pictures') }
}

/** The pictures that pages may name, and where one is added. */
export default async function PicturesPage() {
  await connection()
  const who = await requireStaffPage()
  const locale = await consoleLocale()
  const t = translator(locale)
  const { pictures, arrivals } = await pictureLibrary(who)
  return (
    <>
      <h1 className="headline text-3xl">{t('ops.pictures')}</h1>
      <p className="mt-2 text-sm text-ink-2">{t('ops.pictures.intro')}</p>
      <details className="mt-6">
        <summary className={`${button('quiet')} list-none`}>{t('ops.pictures.add')}</summary>
        <section aria-label={t('ops.pictures.add')} className="mt-6 border-t border-line pt-8">
          <BringPicture takes={editorialFile(t)} locale={locale} messages={pick(locale, bringingKeys)} />
        </section>
      </details>
      <PictureArrivals arrivals={arrivals} locale={locale} />
      <PictureList pictures={pictures} locale={locale} />
    </>
  )
}
