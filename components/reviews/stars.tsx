import { StarRow } from '@/components/reviews/star-row'
import { formatNumber } from '@/lib/i18n/format'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'

/** An average of stars, or what one person gave. */
export const Stars = ({ value, locale }: { value: number; locale: Locale }) => (
  <StarRow
    value={value}
    label={translator(locale)('review.average', { average: formatNumber(value, locale) })}
    className="text-[1rem]"
  />
)
