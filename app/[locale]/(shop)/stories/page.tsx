import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { readTeasers } from '@/app/_reads/content'
import { Teasers } from '@/components/content/teasers'
import { alternates } from '@/lib/alternates'
import { translator } from '@/lib/i18n/messages'
import { isLocale } from '@/lib/markets'

export const revalidate = 300
export const generateStaticParams = () => []

interface Props {
  params: Promise<{ locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  const t = translator(locale)
  return {
    title: t('content.stories'),
    description: t('content.storiesText'),
    ...alternates(locale, (to) => to.stories),
  }
}

/** All that is published, the newest first. */
export default async function StoriesPage({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const t = translator(locale)
  const teasers = await readTeasers()
  return (
    <div className="wrap pt-10 md:pt-20">
      <div className="grid items-end gap-x-6 gap-y-4 md:grid-cols-12">
        <h1 className="headline text-4xl md:col-span-8">{t('content.stories')}</h1>
        <p className="max-w-[36ch] text-base text-ink-2 md:col-span-3 md:col-start-10 md:pb-3">
          {t(teasers.length > 0 ? 'content.storiesText' : 'content.storiesNone')}
        </p>
      </div>
      <Teasers teasers={teasers} locale={locale} opening />
    </div>
  )
}
