import { Stars } from '@/components/reviews/stars'
import { Icon } from '@/components/ui/icon'
import { Picture } from '@/components/ui/picture'
import { longDate } from '@/lib/i18n/dates'
import { type Translate, translator } from '@/lib/i18n/messages'
import { sameLanguage, textAttributes } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { ReviewView } from '@/server/reviews/model'

interface Props {
  product: string
  reviews: readonly ReviewView[]
  locale: Locale
  /** The page that they stand on: whoever votes comes back to it. */
  page: string
  /** Of their headings, as the page's outline wants it. */
  level?: 'h2' | 'h3'
}

/** Reviews as they were written, each in its own language. */
export function ReviewList({ product, reviews, locale, page, level: Heading = 'h3' }: Props) {
  const t = translator(locale)
  return (
    <ul className="border-b border-line">
      {reviews.map((review) => {
        const tongue = sameLanguage(review.locale, locale) ? undefined : review.locale.slice(0, 2)
        const attributes = textAttributes({ lang: tongue })
        return (
          <li key={review.id} id={review.id} className="scroll-mt-28 border-t border-line py-6">
            <article className="grid gap-2">
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-2">
                <Stars value={review.stars} locale={locale} />
                <span className="min-w-0 break-words" dir="auto">
                  {review.name ?? t('review.anonymous')}
                </span>
                <span className="text-ink-3">
                  {longDate(review.at, locale)}
                  {review.edited && `, ${t('review.edited')}`}
                </span>
              </p>
              <Heading className="w-fit max-w-[42rem] text-base font-medium break-words" {...attributes}>
                {review.title}
              </Heading>
              <p className="w-fit max-w-[42rem] text-sm break-words whitespace-pre-line" {...attributes}>
                {review.text}
              </p>
              <Photos review={review} t={t} />
              <div className="flex flex-wrap items-center gap-x-5 gap-y-1 text-xs text-ink-3">
                {review.verified && (
                  <span className="flex items-center gap-1.5 text-good">
                    <Icon name="check" className="size-4" />
                    {t('review.verified')}
                  </span>
                )}
                {tongue && <span>{t('review.inLanguage', { language: languageName(tongue, locale) })}</span>}
                {review.helpful > 0 && <span>{t('review.helpfulCount', { count: review.helpful })}</span>}
                <Helpful product={product} review={review} locale={locale} page={page} />
              </div>
              <p id={`thanks-${review.id}`} role="status" className="hidden text-xs target:block">
                {t('review.thanks')}
              </p>
            </article>
          </li>
        )
      })}
    </ul>
  )
}

const languageName = (language: string, locale: Locale): string =>
  new Intl.DisplayNames(locale, { type: 'language' }).of(language) ?? language

const Photos = ({ review, t }: { review: ReviewView; t: Translate }) =>
  review.photos.length > 0 && (
    <ul className="mt-1 flex flex-wrap gap-2">
      {review.photos.map((photo, index) => (
        <li key={photo.id}>
          <a
            href={`/assets/${photo.key}/${photo.widths.at(-1)}.webp`}
            className="block size-24 overflow-clip bg-sunk"
          >
            <Picture
              source={{ ...photo, alt: t('review.photo', { number: index + 1, name: review.title }) }}
              sizes={96 * Math.max(1, photo.width / photo.height)}
            />
          </a>
        </li>
      ))}
    </ul>
  )

/** A plain form: whoever has not signed in does so first, and comes back. */
function Helpful({
  product,
  review,
  locale,
  page,
}: Omit<Props, 'reviews' | 'level'> & { review: ReviewView }) {
  const t = translator(locale)
  return (
    <div>
      <button
        type="submit"
        form={`helpful-${review.id}`}
        aria-label={t('review.helpfulOf', { name: review.title })}
        className="link min-h-6 text-xs text-ink-2"
      >
        {t('review.helpful')}
      </button>
      <form
        id={`helpful-${review.id}`}
        method="post"
        action={`/api/reviews/products/${product}/${review.id}/helpful`}
        className="hidden"
      >
        <input type="hidden" name="_next" value={`${page}#thanks-${review.id}`} />
        <input
          type="hidden"
          name="_back"
          value={`${paths(locale).signIn}?next=${encodeURIComponent(page)}`}
        />
      </form>
    </div>
  )
}
