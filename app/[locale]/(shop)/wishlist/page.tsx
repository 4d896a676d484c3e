import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { currentPrincipal } from '@/app/_reads/principal'
import { Notice } from '@/components/ui/notice'
import { NothingWished, Pieces } from '@/components/wishlist/list-screen'
import { WishedSync } from '@/components/wishlist/wished-sync'
import { problemText, translator } from '@/lib/i18n/messages'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { openWishlist } from '@/server/wishlists/wishlists'

interface Props {
  params: Promise<{ locale: string }>
  searchParams: Promise<{ problem?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: translator(locale)('wish.title'), robots: { index: false } } : {}
}

/** The list of a browser without an account; customers have theirs in the account. */
export default async function WishlistPage({ params, searchParams }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const who = await currentPrincipal()
  const { problem } = await searchParams
  const to = paths(locale)
  if (who.kind === 'customer') {
    redirect(problem ? `${to.wishlists}?problem=${encodeURIComponent(String(problem))}` : to.wishlists)
  }
  const { lists, open } = await openWishlist(who, locale)
  const t = translator(locale)
  const pieces = open?.pieces ?? []
  return (
    <div className="wrap pt-8 md:pt-14">
      <WishedSync wished={pieces.map(({ productId }) => productId)} />
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
        <h1 className="headline text-3xl">{t('wish.title')}</h1>
        {pieces.length > 0 && (
          <p className="text-sm text-ink-2">{t('wish.count', { count: pieces.length })}</p>
        )}
      </div>
      {problem && (
        <div className="mt-6">
          <Notice tone="bad">{problemText(t, String(problem))}</Notice>
        </div>
      )}
      {open && pieces.length > 0 ? (
        <>
          <p className="mt-4 max-w-prose text-sm text-ink-2">
            {t('wish.guestText')}{' '}
            <a href={`${to.signIn}?next=${encodeURIComponent(to.wishlists)}`} className="link">
              {t('nav.signIn')}
            </a>
          </p>
          <Pieces lists={lists} list={open} locale={locale} home={to.wishlist} level="h2" />
        </>
      ) : (
        <NothingWished locale={locale} />
      )}
    </div>
  )
}
