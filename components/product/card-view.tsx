'use client'

import { PriceText, type PriceWords } from '@/components/product/price-text'
import { QuickAdd } from '@/components/product/quick-add'
import { StarRow } from '@/components/reviews/star-row'
import { Drawn } from '@/components/ui/drawn'
import { Picture } from '@/components/ui/picture'
import { WishButton } from '@/components/wishlist/wish-button'
import type { Messages } from '@/lib/i18n/messages'
import { type Text, textAttributes } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { PictureSource } from '@/lib/picture'

export interface CardLook {
  locale: Locale
  /** Of its slot, as in HTML. */
  sizes: string
  /** One of the first pictures on the page. */
  eager?: boolean
  /** Of the heading, as the page's outline wants it. */
  level?: 'h2' | 'h3'
  className?: string
}

interface Props extends CardLook {
  id: string
  sku: string
  name: Text
  summary?: Text
  picture?: PictureSource
  second?: PictureSource
  /** What stands on the picture: sold out, on offer. */
  mark?: string
  soldOut?: boolean
  price: PriceWords
  rating?: { average: number; words: string; count: string; counted: string }
  swatches?: readonly { readonly label: string; readonly colour: string }[]
  /** What can be added at once, and how that is said. */
  quick?: { sku: string; label: string }
  wish: string
  words: Messages<'price.now' | 'price.was' | 'problem.offline' | 'product.colours'>
}

/** A card in words that are ready. It is drawn from these in the browser as well, so that a page with many carries each but once more, not
 *  its whole markup. */
export function CardView({
  locale,
  sizes,
  eager = false,
  level: Heading = 'h3',
  className = '',
  words,
  ...card
}: Props) {
  const { name, summary, picture, second, mark, rating, swatches, quick } = card
  return (
    <article className={`group relative flex flex-col ${className}`}>
      <div data-morph className="relative aspect-4/5 overflow-clip bg-sunk">
        {picture ? (
          <Picture
            source={picture}
            sizes={sizes}
            eager={eager}
            className={card.soldOut ? 'opacity-70' : ''}
          />
        ) : (
          <Drawn seed={card.id} />
        )}
        {second && (
          // Skipped, and so not asked for, until somebody points at it.
          <div className="absolute inset-0 opacity-0 transition-[opacity,content-visibility] transition-discrete duration-500 ease-calm [content-visibility:hidden] max-lg:hidden group-hover:opacity-100 group-hover:[content-visibility:visible]">
            <Picture source={second} sizes={sizes} silent />
          </div>
        )}
        {mark && (
          <p className="absolute start-0 top-0 bg-paper px-2.5 py-1.5 text-2xs font-medium text-ink">
            {mark}
          </p>
        )}
        {quick && <QuickAdd sku={quick.sku} label={quick.label} locale={locale} />}
      </div>
      <WishButton
        product={card.id}
        sku={card.sku}
        locale={locale}
        label={card.wish}
        offline={words['problem.offline']}
      />
      <div className="flex items-baseline justify-between gap-4 border-t border-ink pt-3">
        <Heading className="min-w-0 text-sm font-medium">
          <a
            href={paths(locale).product(card.id)}
            className="line-clamp-2 break-words after:absolute after:inset-0 group-hover:underline group-hover:underline-offset-4"
            {...textAttributes(name)}
          >
            {name.text}
          </a>
        </Heading>
        <p className="shrink-0 text-sm">
          <PriceText {...card.price} words={words} />
        </p>
      </div>
      {summary && (
        <p className="mt-0.5 line-clamp-1 text-xs text-ink-2 max-sm:hidden" {...textAttributes(summary)}>
          {summary.text}
        </p>
      )}
      {rating && (
        <p className="mt-1 flex items-center gap-1.5 text-xs text-ink-2">
          <StarRow value={rating.average} label={rating.words} className="text-[0.75rem]" />
          <span aria-hidden="true" className="tabular-nums">
            {rating.count}
          </span>
          <span className="sr-only">{rating.counted}</span>
        </p>
      )}
      {swatches && (
        <ul className="mt-2.5 flex gap-1.5" aria-label={words['product.colours']}>
          {swatches.map(({ label, colour }) => (
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
