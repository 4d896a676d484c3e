import { Decision } from '@/components/reviews/desk/decision'
import { Stars } from '@/components/reviews/stars'
import { dateAndTime } from '@/lib/i18n/dates'
import { translator } from '@/lib/i18n/messages'
import { directionOf } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { DeskReview } from '@/server/reviews/desk'
import type { Rejection } from '@/server/reviews/model'

interface Props {
  reviews: readonly DeskReview[]
  /** Why one may not be shown. */
  reasons: readonly Rejection[]
  locale: Locale
}

/** Reviews with their photographs, what a machine has noticed, and what there is to decide. */
export function DeskList({ reviews, reasons, locale }: Props) {
  const t = translator(locale)
  return (
    <ul className="grid gap-10">
      {reviews.map(({ review, pictures }) => {
        const { id, product, written, flags, shown, state } = review
        const lang = written.locale.slice(0, 2)
        return (
          <li
            key={id}
            id={id}
            className="grid scroll-mt-8 gap-4 border-t border-line pt-5 target:border-accent"
          >
            <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-ink-2">
              <Stars value={written.stars} locale={locale} />
              <a href={paths(locale).product(product)} className="link">
                {product}
              </a>
              <span>{dateAndTime(written.at, locale)}</span>
              <bdi>{written.name ?? t('review.anonymous')}</bdi>
            </p>
            <div lang={lang} dir={directionOf(lang)} className="grid max-w-[62ch] gap-1.5">
              <h3 className="text-base font-medium break-words">{written.title}</h3>
              <p className="text-sm break-words whitespace-pre-line">{written.text}</p>
            </div>
            {pictures.length > 0 && (
              <ul className="flex flex-wrap gap-2">
                {pictures.map(({ src, width, height }, index) => (
                  <li key={src}>
                    {/* biome-ignore lint/performance/noImgElement: a private picture behind a URL that soon ends */}
                    <img
                      src={src}
                      width={width}
                      height={height}
                      alt={t('review.photo', { number: index + 1, name: written.title })}
                      className="max-h-64 w-auto bg-sunk"
                    />
                  </li>
                ))}
              </ul>
            )}
            {flags.length > 0 && (
              <p className="flex flex-wrap gap-x-4 text-xs text-warn">
                <span>{t('ops.noticed')}:</span>
                {flags.map(({ code, found }) => (
                  <span key={code}>
                    {t(`ops.flag.${code}`)} (<bdi>{found}</bdi>)
                  </span>
                ))}
              </p>
            )}
            {state === 'pending' && shown && <p className="text-xs text-ink-3">{t('ops.opinionAgain')}</p>}
            <Decision review={review} reasons={reasons} locale={locale} />
          </li>
        )
      })}
    </ul>
  )
}
