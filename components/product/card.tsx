import { cache } from 'react'
import { type CardLook, CardView } from '@/components/product/card-view'
import { priceWords } from '@/components/product/price'
import { formatNumber } from '@/lib/i18n/format'
import { pick, translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import type { ProductCard } from '@/lib/product-card'

interface Props extends CardLook {
  card: ProductCard
  /** In a list within which `QuickAdds` listens. */
  quick?: boolean
}

/** The same object for all cards of a page, which is then sent once. */
const wordsOfCards = cache((locale: Locale) =>
  pick(locale, ['price.now', 'price.was', 'problem.offline', 'product.colours']),
)

/** A product in a list: the thing on its line, what it is called and what it costs. */
export function Card({ card, quick = false, ...look }: Props) {
  const { locale } = look
  const t = translator(locale)
  const { id, sku, name, summary, picture, second, rating, swatches } = card
  return (
    <CardView
      {...look}
      {...{ id, sku, name, summary, picture, second }}
      mark={card.soldOut ? t('product.soldOut') : card.was ? t('product.offer') : undefined}
      soldOut={card.soldOut || undefined}
      price={priceWords(card, locale)}
      rating={
        rating && {
          average: rating.average,
          words: t('review.average', { average: formatNumber(rating.average, locale) }),
          count: formatNumber(rating.count, locale),
          counted: t('review.count', { count: rating.count }),
        }
      }
      swatches={swatches.length > 1 ? swatches : undefined}
      quick={
        quick && card.quick
          ? {
              sku: card.quick.sku,
              label: t('cart.addOf', { name: [name.text, card.quick.choice].filter(Boolean).join(', ') }),
            }
          : undefined
      }
      wish={t('wish.mark', { name: name.text })}
      words={wordsOfCards(locale)}
    />
  )
}
