import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireCustomer } from '@/app/_reads/customer'
import { ReviewForm } from '@/components/reviews/review-form'
import { Notice } from '@/components/ui/notice'
import { problemText, translator } from '@/lib/i18n/messages'
import { sameLanguage, textAttributes } from '@/lib/i18n/words'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { megabytes, purposes } from '@/server/assets/purposes'
import { ProductId } from '@/server/platform/schemas'
import { lengths, maxPhotos } from '@/server/reviews/model'
import { ownReviewOf, receivedPieces } from '@/server/reviews/writing'

const limits = {
  ...lengths,
  photos: maxPhotos,
  megabytes: megabytes('review'),
  types: purposes.review.types,
}

interface Props {
  params: Promise<{ locale: string; product: string }>
  searchParams: Promise<{ problem?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: translator(locale)('review.write'), robots: { index: false } } : {}
}

/** Where one's review of a product is written, or written anew. */
export default async function WriteReviewPage({ params, searchParams }: Props) {
  const { locale, product } = await params
  if (!isLocale(locale) || !ProductId.safeParse(product).success) notFound()
  const who = await requireCustomer(locale, paths(locale).review(product))
  const { problem } = await searchParams
  const [received, before] = await Promise.all([receivedPieces(who, locale), ownReviewOf(who, product)])
  const piece = received.find(({ productId }) => productId === product)
  const t = translator(locale)
  const name = piece?.name ?? product
  const tongue = piece && !sameLanguage(piece.language, locale) ? { lang: piece.language } : {}
  return (
    <div className="max-w-xl">
      <h1 className="headline text-3xl">{t('review.write')}</h1>
      <p className="mt-3 text-base text-ink-2" {...textAttributes(tongue)}>
        {piece || before ? name : null}
      </p>
      {problem && (
        <div className="mt-6">
          <Notice tone="bad">{problemText(t, String(problem))}</Notice>
        </div>
      )}
      {piece || before ? (
        <ReviewForm product={product} before={before} limits={limits} locale={locale} />
      ) : (
        <div className="mt-6 grid gap-4">
          <Notice>{t('problem.not-received')}</Notice>
          <a href={paths(locale).reviews} className="link justify-self-start text-sm">
            {t('account.reviews')}
          </a>
        </div>
      )}
    </div>
  )
}
