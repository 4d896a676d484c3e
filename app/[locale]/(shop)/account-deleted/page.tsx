import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { retentions } from '@/infra/object-life'
import { translator } from '@/lib/i18n/messages'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'

interface Props {
  params: Promise<{ locale: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: translator(locale)('erasure.doneTitle'), robots: { index: false } } : {}
}

/** Where somebody ends up who has deleted their account. There is nothing personal left to show. */
export default async function AccountDeletedPage({ params }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const t = translator(locale)
  return (
    <div className="wrap max-w-2xl py-16">
      <h1 className="headline text-3xl">{t('erasure.doneTitle')}</h1>
      <p className="mt-6">{t('erasure.gone')}</p>
      <h2 className="headline mt-10 text-xl">{t('erasure.keptHeading')}</h2>
      <ul className="mt-4 grid list-disc gap-2 ps-5">
        <li>{t('erasure.kept.orderYears', { years: retentions.order.years })}</li>
        <li>{t('erasure.kept.invoiceYears', { years: retentions.taxDocument.years })}</li>
        <li>{t('erasure.kept.consents', { years: retentions.consent.years })}</li>
      </ul>
      <p className="mt-6 text-sm text-ink-2">{t('erasure.mailFollows')}</p>
      <p className="mt-10">
        <a href={paths(locale).home} className="link">
          {t('nav.home')}
        </a>
      </p>
    </div>
  )
}
