import type { ReactNode } from 'react'
import { Price } from '@/components/product/price'
import { Drawn } from '@/components/ui/drawn'
import { Picture } from '@/components/ui/picture'
import { translator } from '@/lib/i18n/messages'
import { sameLanguage, textAttributes } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { PieceView } from '@/server/wishlists/model'

interface Props {
  piece: PieceView
  locale: Locale
  /** Of its heading, as the page's outline wants it. */
  level: 'h2' | 'h3'
  /** What there is to do with it. */
  children?: ReactNode
}

/** Something that is wished for, as it can be had now. */
export function PieceCard({ piece, locale, level: Heading, children }: Props) {
  const t = translator(locale)
  const gone = piece.stock === 'gone'
  const name = textAttributes(sameLanguage(piece.language, locale) ? {} : { lang: piece.language })
  return (
    <article className="group relative flex h-full flex-col">
      <div
        className={`aspect-4/5 overflow-clip bg-sunk ${gone || piece.stock === 'out' ? 'opacity-70' : ''}`}
      >
        {piece.image ? (
          <Picture
            source={piece.image}
            sizes="(min-width: 68rem) 18rem, (min-width: 52rem) 30vw, 46vw"
            silent
          />
        ) : (
          <Drawn seed={piece.productId} />
        )}
      </div>
      <div className="flex items-baseline justify-between gap-4 border-t border-ink pt-3">
        <Heading className="min-w-0 text-sm font-medium">
          {gone ? (
            <span className="line-clamp-2 break-words" {...name}>
              {piece.name}
            </span>
          ) : (
            <a
              href={paths(locale).product(piece.productId, piece.sku)}
              className="line-clamp-2 break-words underline-offset-4 hover:underline"
              {...name}
            >
              {piece.name}
            </a>
          )}
        </Heading>
        {piece.price && (
          <p className="shrink-0 text-sm">
            <Price price={piece.price} was={piece.was} locale={locale} />
          </p>
        )}
      </div>
      {piece.options.length > 0 && (
        <p className="mt-0.5 text-xs text-ink-2">{piece.options.map(({ value }) => value).join(' · ')}</p>
      )}
      {piece.stock !== 'in' && (
        <p className={`mt-0.5 text-xs ${piece.stock === 'low' ? 'text-warn' : 'text-bad'}`}>
          {gone
            ? t('wish.gone')
            : piece.stock === 'out'
              ? t('product.soldOut')
              : t('stock.lowShort', { count: piece.available ?? 0 })}
        </p>
      )}
      {children && <div className="mt-auto grid gap-1 pt-3">{children}</div>}
    </article>
  )
}

/** Pieces side by side. */
export const PieceGrid = ({ children }: { children: ReactNode }) => (
  <ul className="mt-8 grid grid-cols-2 gap-x-3 gap-y-10 sm:gap-x-6 md:grid-cols-3 xl:grid-cols-4">
    {children}
  </ul>
)
