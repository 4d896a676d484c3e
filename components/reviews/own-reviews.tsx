import { Stars } from '@/components/reviews/stars'
import { button } from '@/components/ui/button'
import { longDate } from '@/lib/i18n/dates'
import { translator } from '@/lib/i18n/messages'
import { directionOf } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { OwnReview } from '@/server/reviews/model'

interface Props {
  reviews: readonly OwnReview[]
  /** Of the products, by id. */
  names: ReadonlyMap<string, { name: string; language: string }>
  locale: Locale
}

const tones = { pending: 'text-warn', published: 'text-good', rejected: 'text-bad' } as const

/** What a customer has written, how far it is, and what they may do with it. */
export function OwnReviews({ reviews, names, locale }: Props) {
  const t = translator(locale)
  const to = paths(locale)
  return (
    <section aria-labelledby="own-reviews" className="mt-12">
      <h2 id="own-reviews" className="label border-b border-ink pb-2">
        {t('review.written')}
      </h2>
      <ul className="divide-y divide-line">
        {reviews.map((review) => {
          const name = names.get(review.product)?.name ?? review.product
          const lang = review.locale.slice(0, 2)
          return (
            <li key={review.id} className="grid gap-2 py-6">
              <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-ink-2">
                <Stars value={review.stars} locale={locale} />
                <a href={to.product(review.product)} className="link" dir="auto">
                  {name}
                </a>
                <span>{longDate(review.at, locale)}</span>
                <span className={tones[review.state]}>{t(`review.state.${review.state}`)}</span>
              </p>
              {review.state === 'rejected' && review.reason && (
                <p className="text-xs text-bad">{t(`review.rejection.${review.reason}`)}</p>
              )}
              {review.state === 'pending' && review.shown && (
                <p className="text-xs text-ink-3">{t('review.earlier')}</p>
              )}
              <div lang={lang} dir={directionOf(lang)} className="grid max-w-[62ch] gap-1.5">
                <h3 className="text-base font-medium break-words">{review.title}</h3>
                <p className="text-sm break-words whitespace-pre-line">{review.text}</p>
              </div>
              {review.photos.length > 0 && (
                <ul className="flex flex-wrap gap-2">
                  {review.photos.map(({ id, picture }, index) =>
                    picture ? (
                      <li key={id}>
                        {/* biome-ignore lint/performance/noImgElement: a private picture behind a URL that soon ends */}
                        <img
                          src={picture.src}
                          width={picture.width}
                          height={picture.height}
                          alt={t('review.photo', { number: index + 1, name: review.title })}
                          className="size-20 bg-sunk object-cover"
                        />
                      </li>
                    ) : null,
                  )}
                </ul>
              )}
              <div className="flex flex-wrap gap-x-6">
                <a
                  href={to.review(review.product)}
                  className={`${button('bare')} min-h-11`}
                  aria-label={t('review.editOf', { name })}
                >
                  {t('review.edit')}
                </a>
                <details>
                  <summary className="link flex min-h-11 items-center text-sm">
                    {t('review.withdraw')}
                  </summary>
                  <form
                    method="post"
                    action={`/api/reviews/products/${review.product}`}
                    className="grid max-w-sm justify-items-start gap-3 pb-3"
                  >
                    <input type="hidden" name="_method" value="DELETE" />
                    <input type="hidden" name="_next" value={to.reviews} />
                    <input type="hidden" name="_back" value={to.reviews} />
                    <p className="text-xs text-ink-3">{t('review.withdrawText')}</p>
                    <button type="submit" className={button('quiet')}>
                      {t('review.withdraw')}
                    </button>
                  </form>
                </details>
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
