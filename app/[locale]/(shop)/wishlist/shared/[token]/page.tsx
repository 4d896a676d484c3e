import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { NothingWished } from '@/components/wishlist/list-screen'
import { PieceCard, PieceGrid } from '@/components/wishlist/piece-card'
import { Act } from '@/components/wishlist/act'
import { button } from '@/components/ui/button'
import { translator } from '@/lib/i18n/messages'
import { isLocale, type Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { NotFound } from '@/server/platform/errors'
import { ShareToken } from '@/server/wishlists/model'
import { sharedWishlist } from '@/server/wishlists/sharing'

interface Props {
  params: Promise<{ locale: string; token: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  if (!isLocale(locale)) return {}
  return { title: translator(locale)('wish.sharedTitle'), robots: { index: false }, referrer: 'no-referrer' }
}

/** A list that somebody has shared, for whoever has its link. */
export default async function SharedWishlistPage({ params }: Props) {
  const { locale, token } = await params
  if (!isLocale(locale)) notFound()
  const list = await read(token, locale)
  const t = translator(locale)
  const { cart } = paths(locale)
  return (
    <div className="wrap pt-8 md:pt-14">
      <h1 className="headline text-3xl break-words" dir="auto">
        {list.name ?? t('wish.sharedTitle')}
      </h1>
      <p className="mt-4 max-w-prose text-sm text-ink-2">{t('wish.sharedBy')}</p>
      {list.pieces.length === 0 && <NothingWished locale={locale} />}
      <PieceGrid>
        {list.pieces.map((piece) => (
          <li key={piece.sku}>
            <PieceCard piece={piece} locale={locale} level="h2">
              {(piece.stock === 'in' || piece.stock === 'low') && (
                <Act action={`/api/cart/lines?locale=${locale}`} home={cart}>
                  <input type="hidden" name="sku" value={piece.sku} />
                  <button
                    type="submit"
                    className={`${button('quiet')} w-full px-3`}
                    aria-label={t('wish.addToCartOf', { name: piece.name })}
                  >
                    {t('wish.addToCart')}
                  </button>
                </Act>
              )}
            </PieceCard>
          </li>
        ))}
      </PieceGrid>
    </div>
  )
}

async function read(token: string, locale: Locale) {
  const checked = ShareToken.safeParse(token)
  if (!checked.success) notFound()
  try {
    return await sharedWishlist(checked.data, locale)
  } catch (error) {
    if (error instanceof NotFound) notFound()
    throw error
  }
}
