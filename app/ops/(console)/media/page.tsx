import type { Metadata } from 'next'
import { connection } from 'next/server'
import { consoleLocale } from '@/app/_reads/console-locale'
import { requireStaffPage } from '@/app/_reads/staff'
import { FilmDesk } from '@/components/uploads/film-desk'
import { uploadMessageKeys } from '@/components/uploads/messages'
import { pick, translator } from '@/lib/i18n/messages'
import { uploadBacklog } from '@/server/assets/library'
import { purposes } from '@/server/assets/purposes'
import { uploadsOf } from '@/server/assets/uploads'

export async function generateMetadata(): Promise<Metadata> {
  return { title: translator(await consoleLocale())('ops.media') }
}

/** Films of products: sent here, checked, and shown with the product. */
export default async function MediaPage() {
  await connection()
  const who = await requireStaffPage()
  const locale = await consoleLocale()
  const t = translator(locale)
  const [backlog, sent] = await Promise.all([uploadBacklog(who), uploadsOf(who, 'product-video')])
  return (
    <div className="max-w-2xl">
      <h1 className="headline text-3xl">{t('ops.media')}</h1>
      <output className="mt-3 block text-sm text-ink-2">{t('upload.backlog', { ...backlog })}</output>
      <section aria-label={t('upload.video')} className="mt-8 border-t border-ink pt-6">
        <FilmDesk
          labels={{
            product: t('upload.videoProduct'),
            film: t('upload.video'),
            hint: t('upload.videoHint'),
          }}
          accept={purposes['product-video'].types}
          locale={locale}
          messages={pick(locale, uploadMessageKeys)}
        />
      </section>
      {sent.length > 0 && (
        <section className="mt-10">
          <h2 className="label">{t('upload.recent')}</h2>
          <ul className="mt-3 divide-y divide-line border-y border-line text-sm">
            {sent.map(({ id, name, product, state, reason }) => (
              <li key={id} className="grid gap-x-4 py-3 sm:grid-cols-[1fr_auto]">
                <span>
                  <bdi>{name}</bdi> · <bdi>{product}</bdi>
                </span>
                <span className="text-ink-2">
                  {t(`upload.state.${state}`)}
                  {reason && ` · ${t(`upload.reason.${reason}`)}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
