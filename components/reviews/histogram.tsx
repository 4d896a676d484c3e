import { Stars } from '@/components/reviews/stars'
import { formatNumber } from '@/lib/i18n/format'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import type { RatingView } from '@/server/reviews/model'

/** What buyers think on the whole: the average, how many they are, and how their stars are spread. */
export function Histogram({ rating, locale }: { rating: RatingView; locale: Locale }) {
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
      <ul aria-label={t('review.histogram')} className="mt-6 grid gap-1.5 text-xs">
        {[5, 4, 3, 2, 1].map((stars) => {
          const given = counts[stars - 1] ?? 0
          return (
            <li key={stars} className="grid grid-cols-[1.25rem_1fr_2.5rem] items-center gap-3">
              <span className="sr-only">
                {t('review.ofStars', { stars: t('review.stars', { count: stars }), count: given })}
              </span>
              <span aria-hidden="true" className="tabular-nums">
                {formatNumber(stars, locale)}
              </span>
              <span aria-hidden="true" className="h-1.5 bg-line">
                <span
                  className="block h-full bg-ink"
                  style={{ inlineSize: `${count === 0 ? 0 : (given / count) * 100}%` }}
                />
              </span>
              <span aria-hidden="true" className="text-end text-ink-3 tabular-nums">
                {formatNumber(given, locale)}
              </span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
