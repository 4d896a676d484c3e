import type { ReactNode } from 'react'
import { formatNumber } from '@/lib/i18n/format'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { ReviewOrder } from '@/server/reviews/model'

interface Props {
  product: string
  order: ReviewOrder
  page: number
  pages: number
  /** Only reviews that give so many. */
  stars: number | undefined
  locale: Locale
  children: ReactNode
}

/** Links around a page of reviews: in which order they stand, and the other pages. */
export function ReviewPages({ product, order, page, pages, stars, locale, children }: Props) {
  const t = translator(locale)
  const { productReviews } = paths(locale)
  const orders = [
    ['newest', t('review.newest')],
    ['helpful', t('review.mostHelpful')],
  ] as const
  return (
    <>
      <nav aria-label={t('review.order')} className="pb-4">
        <ul className="flex gap-6 text-sm">
          {orders.map(([one, text]) => (
            <li key={one}>
              <a
                href={productReviews(product, one, 1, stars)}
                aria-current={one === order ? 'true' : undefined}
                className="inline-flex min-h-11 items-center text-ink-2 aria-[current]:font-medium aria-[current]:text-ink"
              >
                {text}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {children}
      {pages > 1 && (
        <nav aria-label={t('review.pages')} className="mt-6">
          <ul className="flex flex-wrap gap-1 text-sm">
            {Array.from({ length: pages }, (_, index) => index + 1).map((number) => (
              <li key={number}>
                <a
                  href={productReviews(product, order, number, stars)}
                  aria-label={t('review.page', { number })}
                  aria-current={number === page ? 'page' : undefined}
                  className="grid size-11 place-items-center tabular-nums hover:bg-sunk aria-[current]:border-b aria-[current]:border-ink"
                >
                  {formatNumber(number, locale)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </>
  )
}
