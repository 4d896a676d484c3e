import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireCustomer } from '@/app/_reads/customer'
import { ListSettings, NewList } from '@/components/wishlist/list-settings'
import { NothingWished, Pieces } from '@/components/wishlist/list-screen'
import { ListTabs } from '@/components/wishlist/list-tabs'
import { Notice } from '@/components/ui/notice'
import { problemText, translator } from '@/lib/i18n/messages'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { openWishlist } from '@/server/wishlists/wishlists'

interface Props {
  params: Promise<{ locale: string }>
  searchParams: Promise<{ list?: string | string[]; problem?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: translator(locale)('account.wishlists'), robots: { index: false } } : {}
}

/** A customer's lists: one of them open, the others a click away. */
export default async function WishlistsPage({ params, searchParams }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const { wishlists } = paths(locale)
  const who = await requireCustomer(locale, wishlists)
  const { list: chosen, problem } = await searchParams
  const { lists, open } = await openWishlist(who, locale, String(chosen ?? ''))
  const t = translator(locale)
  const home = open ? `${wishlists}?list=${open.id}` : wishlists
  return (
    <>
      <h1 className="headline text-3xl">{t('account.wishlists')}</h1>
      {problem && (
        <div className="mt-6">
          <Notice tone="bad">{problemText(t, String(problem))}</Notice>
        </div>
      )}
      {lists.length > 1 && <ListTabs lists={lists} open={open?.id} locale={locale} />}
      {open && (
        <section aria-labelledby="open-list" className="mt-8">
          <div className="flex flex-wrap items-baseline justify-between gap-x-6">
            <h2 id="open-list" className="headline min-w-0 text-xl break-words" dir="auto">
              {open.name ?? t('wish.title')}
            </h2>
            <p className="text-sm text-ink-2">{t('wish.count', { count: open.pieces.length })}</p>
          </div>
          <ListSettings list={open} locale={locale} home={home} />
          {open.pieces.length > 0 && (
            <Pieces lists={lists} list={open} locale={locale} home={home} level="h3" />
          )}
        </section>
      )}
      {!open?.pieces.length && <NothingWished locale={locale} />}
      <NewList locale={locale} first={lists.length === 0} />
    </>
  )
}
