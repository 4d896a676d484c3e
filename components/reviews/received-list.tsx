import { Drawn } from '@/components/ui/drawn'
import { Picture } from '@/components/ui/picture'
import { button } from '@/components/ui/button'
import { longDate } from '@/lib/i18n/dates'
import { translator } from '@/lib/i18n/messages'
import { sameLanguage, textAttributes } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { ReceivedPiece } from '@/server/reviews/writing'

/** What a customer has received and not reviewed yet. */
export function ReceivedList({ pieces, locale }: { pieces: readonly ReceivedPiece[]; locale: Locale }) {
  const t = translator(locale)
  return (
    <section aria-labelledby="to-review" className="mt-8">
      <h2 id="to-review" className="label border-b border-ink pb-2">
        {t('review.toWrite')}
      </h2>
      <ul className="divide-y divide-line">
        {pieces.map(({ productId, name, language, image, deliveredAt }) => (
          <li key={productId} className="flex flex-wrap items-center gap-x-5 gap-y-3 py-4">
            <span className="block h-24 w-19 shrink-0 overflow-clip bg-sunk">
              {image ? (
                // An order knows of a picture what was there when it was placed: its master, which is WebP.
                <Picture source={{ ...image, formats: ['webp'] }} sizes={77} silent />
              ) : (
                <Drawn seed={productId} />
              )}
            </span>
            <div className="min-w-0 flex-1">
              <h3
                className="font-medium break-words"
                {...textAttributes(sameLanguage(language, locale) ? {} : { lang: language })}
              >
                {name}
              </h3>
              <p className="text-xs text-ink-2">
                {t('review.received', { date: longDate(deliveredAt, locale) })}
              </p>
            </div>
            <a
              href={paths(locale).review(productId)}
              className={button('quiet')}
              aria-label={t('review.writeOf', { name })}
            >
              {t('review.write')}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
