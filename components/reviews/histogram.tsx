import { Stars } from '@/components/reviews/stars'
import { formatNumber } from '@/lib/i18n/format'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import type { RatingView } from '@/server/reviews/model'

interface Props {
  rating: RatingView
  locale: Locale
  /** Of the reviews that give so many stars; of all of them without. */
  href: (stars?: number) => string
  /** Only these are shown. */
  chosen?: number
}

const row = 'grid min-h-6 grid-cols-[1.25rem_1fr_2.5rem] items-center gap-3'

/** What buyers think on the whole: the average, how many they are, and how their stars are spread. Each row leads to its reviews. */
export function Histogram({ rating, locale, href, chosen }: Props) {
  const t = translator(locale)
  const { average, count, counts } = rating
  return (
    <div>
      <p className="flex items-end gap-4">
        <span className="headline text-3xl leading-none tabular-nums">
          {new Intl.NumberFormat(locale, { minimumFractionDigits: 1 }).format(average)}
        </span>
        <span className="grid gap-1 pb-1">
          <Stars value={average} locale={locale} />
          <span className="text-xs text-ink-2">{t('review.count', { count })}</span>
        </span>
      </p>
      <ul aria-label={t('review.histogram')} className="mt-6 grid gap-0.5 text-xs">
        {[5, 4, 3, 2, 1].map((stars) => {
          const given = counts[stars - 1] ?? 0
          const content = (
            <>
              <span className="sr-only">
                {t('review.ofStars', { stars: t('review.stars', { count: stars }), count: given })}
              </span>
              <span aria-hidden="true" className="tabular-nums">
                {formatNumber(stars, locale)}
              </span>
              <span aria-hidden="true" className="h-1.5 bg-line">
                <span
                  className={`block h-full ${chosen === undefined || chosen === stars ? 'bg-ink' : 'bg-control'}`}
                  style={{ inlineSize: `${count === 0 ? 0 : (given / count) * 100}%` }}
                />
              </span>
              <span aria-hidden="true" className="text-end text-ink-2 tabular-nums">
                {formatNumber(given, locale)}
              </span>
            </>
          )
          return (
            <li key={stars}>
              {given > 0 ? (
                <a
                  href={href(stars)}
                  aria-current={chosen === stars ? 'true' : undefined}
                  className={`${row} underline-offset-4 hover:underline aria-[current]:font-medium`}
                >
                  {content}
                </a>
              ) : (
                <span className={row}>{content}</span>
              )}
            </li>
          )
        })}
      </ul>
      {chosen !== undefined && (
        <a href={href()} className="link mt-3 inline-flex min-h-11 items-center text-sm">
          {t('review.anyStars')}
        </a>
      )}
    </div>
  )
}
