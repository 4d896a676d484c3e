import { formatNumber } from '@/lib/i18n/format'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'

const star =
  'm12 3 2.700 5.800 6.300.800-4.600 4.400 1.200 6.300L12 17.200l-5.600 3.100 1.200-6.300L3 9.600l6.300-.800L12 3Z'

/** Stars out of five, filled as far as they were given: 4.3 fills the fifth by a third. */
export function Stars({
  value,
  locale,
  className = 'size-4',
}: {
  value: number
  locale: Locale
  className?: string
}) {
  return (
    <span
      role="img"
      aria-label={translator(locale)('review.average', { average: formatNumber(value, locale) })}
      className="inline-flex gap-0.5 align-[-0.15em]"
    >
      {[1, 2, 3, 4, 5].map((place) => (
        <span key={place} className={`relative ${className}`}>
          <Star className="absolute inset-0 fill-none text-control" />
          <span
            className="absolute inset-y-0 start-0 overflow-clip"
            style={{ inlineSize: `${Math.round(Math.min(1, Math.max(0, value - place + 1)) * 100)}%` }}
          >
            <Star className={`${className} fill-ink text-ink`} />
          </span>
        </span>
      ))}
    </span>
  )
}

const Star = ({ className }: { className: string }) => (
  <svg
    viewBox="0 0 24 24"
    aria-hidden="true"
    className={`${className} max-w-none`}
    stroke="currentColor"
    strokeWidth="1.25"
    strokeLinejoin="round"
  >
    <path d={star} />
  </svg>
)
