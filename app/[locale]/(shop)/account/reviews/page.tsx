import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireCustomer } from '@/app/_reads/customer'
import { OwnReviews } from '@/components/reviews/own-reviews'
import { ReceivedList } from '@/components/reviews/received-list'
import { Notice } from '@/components/ui/notice'
import { problemText, translator } from '@/lib/i18n/messages'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { ownReviews, receivedPieces } from '@/server/reviews/writing'

interface Props {
  params: Promise<{ locale: string }>
  searchParams: Promise<{ problem?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: translator(locale)('account.reviews'), robots: { index: false } } : {}
}

/** What a customer may review, and what they have written. */
export default async function OwnReviewsPage({ params, searchParams }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const who = await requireCustomer(locale, paths(locale).reviews)
  const { problem } = await searchParams
  const [received, written] = await Promise.all([receivedPieces(who, locale), ownReviews(who)])
  const reviewed = new Set(written.map(({ product }) => product))
  const waiting = received.filter(({ productId }) => !reviewed.has(productId))
  const names = new Map(received.map(({ productId, name, language }) => [productId, { name, language }]))
  const t = translator(locale)
  return (
    <>
      <h1 className="headline text-3xl">{t('account.reviews')}</h1>
      {problem && (
        <div className="mt-6">
          <Notice tone="bad">{problemText(t, String(problem))}</Notice>
        </div>
      )}
      {waiting.length > 0 && <ReceivedList pieces={waiting} locale={locale} />}
      {written.length > 0 && <OwnReviews reviews={written} names={names} locale={locale} />}
      {waiting.length + written.length === 0 && (
        <div className="mt-8 grid gap-3 border-t border-ink py-12">
          <p className="headline text-xl">{t('review.nothing')}</p>
          <p className="max-w-prose text-ink-2">{t('review.nothingText')}</p>
        </div>
      )}
    </>
  )
}
