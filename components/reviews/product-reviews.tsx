import { Histogram } from '@/components/reviews/histogram'
import { ReviewList } from '@/components/reviews/review-list'
import { button } from '@/components/ui/button'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { ReviewPage } from '@/server/reviews/model'

interface Props {
  product: string
  said: ReviewPage
  locale: Locale
  /** The page's own path. */
  page: string
}

/** What buyers say, on the product's own page: the whole picture, and the newest of it. */
export function ProductReviews({ product, said, locale, page }: Props) {
  const t = translator(locale)
  const to = paths(locale)
  const { rating, reviews } = said
  return (
    <section id="reviews" aria-labelledby="reviews-title" className="wrap mt-24 scroll-mt-28">
      <h2 id="reviews-title" className="headline text-2xl">
        {t('review.title')}
      </h2>
      <div className="mt-8 grid gap-x-14 gap-y-10 border-t border-ink pt-8 md:grid-cols-[minmax(14rem,1fr)_2.4fr] xl:gap-x-24">
        <div className="grid content-start gap-6 self-start md:sticky md:top-28">
          {rating.count > 0 ? (
            <Histogram
              rating={rating}
              locale={locale}
              href={(stars) => to.productReviews(product, 'newest', 1, stars)}
            />
          ) : (
            <div className="grid gap-2">
              <p className="headline text-xl">{t('review.none')}</p>
              <p className="text-sm text-ink-2">{t('review.noneText')}</p>
            </div>
          )}
          <a href={to.review(product)} className={`${button('quiet')} justify-self-start`}>
            {t('review.write')}
          </a>
        </div>
        {rating.count > 0 && (
          <div className="min-w-0">
            <ReviewList product={product} reviews={reviews} locale={locale} page={page} />
            {rating.count > reviews.length && (
              <p className="mt-6 flex flex-wrap gap-x-6 gap-y-2 text-sm">
                <a href={to.productReviews(product)} className="link inline-flex min-h-11 items-center">
                  {t('review.all', { count: rating.count })}
                </a>
                <a
                  href={to.productReviews(product, 'helpful')}
                  className="link inline-flex min-h-11 items-center"
                >
                  {t('review.mostHelpful')}
                </a>
              </p>
            )}
          </div>
        )}
      </div>
    </section>
  )
}
