import { Act } from '@/components/wishlist/act'
import { PieceCard, PieceGrid } from '@/components/wishlist/piece-card'
import { button } from '@/components/ui/button'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { OpenWishlist, PieceView, WishlistView } from '@/server/wishlists/model'

interface Props {
  lists: OpenWishlist['lists']
  list: WishlistView
  locale: Locale
  /** The page that it stands on, to which every form comes back. */
  home: string
  /** Of the pieces' headings. */
  level: 'h2' | 'h3'
}

/** What stands on one list, with all that may be done with it. Every control is a plain form. */
export function Pieces({ lists, list, locale, home, level }: Props) {
  const others = lists.filter(({ id }) => id !== list.id)
  return (
    <PieceGrid>
      {list.pieces.map((piece) => (
        <li key={piece.sku}>
          <PieceCard piece={piece} locale={locale} level={level}>
            <Buttons {...{ piece, list, others, locale, home }} />
          </PieceCard>
        </li>
      ))}
    </PieceGrid>
  )
}

function Buttons({
  piece,
  list,
  others,
  locale,
  home,
}: Omit<Props, 'lists' | 'level'> & { piece: PieceView; others: Props['lists'] }) {
  const t = translator(locale)
  const { sku, name } = piece
  const at = `/api/wishlists/${list.id}/pieces/${encodeURIComponent(sku)}`
  const buyable = piece.stock === 'in' || piece.stock === 'low'
  return (
    <>
      {buyable && (
        <Act action={`${at}/cart?locale=${locale}`} home={home}>
          <button
            type="submit"
            className={`${button('quiet')} w-full px-3`}
            aria-label={t('wish.addToCartOf', { name })}
          >
            {t('wish.addToCart')}
          </button>
        </Act>
      )}
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <Act action={at} method="DELETE" home={home}>
          <button
            type="submit"
            className={`${button('bare')} min-h-11`}
            aria-label={t('wish.removeOf', { name })}
          >
            {t('wish.remove')}
          </button>
        </Act>
        {others.length > 0 && (
          <details className="relative">
            <summary
              className="link flex min-h-11 items-center text-sm"
              aria-label={t('wish.moveOf', { name })}
            >
              {t('wish.move')}
            </summary>
            <Act
              action={`${at}/list`}
              home={home}
              className="absolute end-0 z-10 grid w-56 gap-3 border border-line bg-raised p-4"
            >
              <label className="grid gap-1.5 text-xs">
                {t('wish.moveTo')}
                <select name="list" className="field min-h-11 px-3 text-sm">
                  {others.map(({ id, name: other }) => (
                    <option key={id} value={id}>
                      {other ?? t('wish.title')}
                    </option>
                  ))}
                </select>
              </label>
              <button type="submit" className={button('quiet')}>
                {t('wish.move')}
              </button>
            </Act>
          </details>
        )}
      </div>
    </>
  )
}

/** A list on which nothing stands. */
export function NothingWished({ locale }: { locale: Locale }) {
  const t = translator(locale)
  return (
    <div className="mt-8 grid justify-items-start gap-4 border-t border-ink py-12">
      <p className="headline text-xl">{t('wish.empty')}</p>
      <p className="max-w-prose text-ink-2">{t('wish.emptyText')}</p>
      <a href={paths(locale).home} className={button('quiet')}>
        {t('cart.browse')}
      </a>
    </div>
  )
}
