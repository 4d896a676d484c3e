import { Price } from '@/components/product/price'
import { Stars } from '@/components/reviews/stars'
import { QuickAdd } from '@/components/product/quick-add'
import { Drawn } from '@/components/ui/drawn'
import { Picture } from '@/components/ui/picture'
import { WishButton } from '@/components/wishlist/wish-button'
import { formatNumber } from '@/lib/i18n/format'
import { translator } from '@/lib/i18n/messages'
import { textAttributes } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { ProductCard } from '@/lib/product-card'

interface Props {
  card: ProductCard
  locale: Locale
  sizes: string
  /** One of the first pictures on the page. */
  eager?: boolean
  /** Of the heading, as the page's outline wants it. */
  level?: 'h2' | 'h3'
  /** In a list within which `QuickAdds` listens. */
  quick?: boolean
  className?: string
}

/** A product in a list: the thing on its line, what it is called and what it costs. */
export function Card(props: Props) {
  const { card, locale, sizes, eager = false, level: Heading = 'h3', quick = false, className = '' } = props
  const t = translator(locale)
  const mark = card.soldOut ? t('product.soldOut') : card.was ? t('product.offer') : undefined
  return (
    <article className={`group relative flex flex-col ${className}`}>
      <div data-morph className="relative aspect-4/5 overflow-clip bg-sunk">
        {card.picture ? (
          <Picture
            source={card.picture}
            sizes={sizes}
            eager={eager}
            className={card.soldOut ? 'opacity-70' : ''}
          />
        ) : (
          <Drawn seed={card.id} />
        )}
        {card.second && (
          // Skipped, and so not asked for, until somebody points at it.
          <div className="absolute inset-0 opacity-0 transition-[opacity,content-visibility] transition-discrete duration-500 ease-calm [content-visibility:hidden] max-lg:hidden group-hover:opacity-100 group-hover:[content-visibility:visible]">
            <Picture source={card.second} sizes={sizes} silent />
          </div>
        )}
        {mark && (
          <p className="absolute start-0 top-0 bg-paper px-2.5 py-1.5 text-2xs font-medium text-ink">
            {mark}
          </p>
        )}
        {quick && card.quick && (
          <QuickAdd
            sku={card.quick.sku}
            label={t('cart.addOf', { name: [card.name.text, card.quick.choice].filter(Boolean).join(', ') })}
            locale={locale}
          />
        )}
      </div>
      <WishButton
        product={card.id}
        sku={card.sku}
        locale={locale}
        label={t('wish.mark', { name: card.name.text })}
        offline={t('problem.offline')}
      />
      <div className="flex items-baseline justify-between gap-4 border-t border-ink pt-3">
        <Heading className="min-w-0 text-sm font-medium">
          <a
            href={paths(locale).product(card.id)}
            className="line-clamp-2 break-words after:absolute after:inset-0 group-hover:underline group-hover:underline-offset-4"
            {...textAttributes(card.name)}
          >
            {card.name.text}
          </a>
        </Heading>
        <p className="shrink-0 text-sm">
          <Price price={card.price} was={card.was} from={card.from} locale={locale} />
        </p>
      </div>
      {card.summary && (
        <p className="mt-0.5 line-clamp-1 text-xs text-ink-2 max-sm:hidden" {...textAttributes(card.summary)}>
          {card.summary.text}
        </p>
      )}
      {card.rating && (
        <p className="mt-1 flex items-center gap-1.5 text-xs text-ink-2">
          <Stars value={card.rating.average} locale={locale} className="size-3" />
          <span aria-hidden="true" className="tabular-nums">
            {formatNumber(card.rating.count, locale)}
          </span>
          <span className="sr-only">{t('review.count', { count: card.rating.count })}</span>
        </p>
      )}
      {card.swatches.length > 1 && (
        <ul className="mt-2.5 flex gap-1.5" aria-label={t('product.colours')}>
          {card.swatches.map(({ label, colour }) => (
            <li
              key={label}
              title={label}
              className="size-3.5 rounded-full ring-1 ring-ink/20 ring-inset"
              style={{ background: colour }}
            >
              <span className="sr-only">{label}</span>
            </li>
          ))}
        </ul>
      )}
    </article>
  )
}
