import { AccountLink } from '@/components/shell/account-link'
import { BasketLink } from '@/components/cart/basket-link'
import { cartMessageKeys } from '@/components/cart/messages'
import { SearchForm } from '@/components/search/search-form'
import { MenuButton } from '@/components/shell/menu'
import { Icon } from '@/components/ui/icon'
import { pick, translator } from '@/lib/i18n/messages'
import { textAttributes, wordsFor } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { Category } from '@/server/catalogue/model'

const rootsInHeader = 5

/** The head of every page of the shop. The wordmark stands on the waterline that everything below hangs from. */
export function Header({ locale, roots }: { locale: Locale; roots: readonly Category[] }) {
  const t = translator(locale)
  const to = paths(locale)
  return (
    <header className="no-print sticky top-0 z-30 border-b border-ink bg-paper">
      <div className="wrap grid h-16 grid-cols-[1fr_auto_1fr] items-stretch gap-4 md:h-20">
        <div className="flex items-center gap-6">
          <MenuButton label={t('nav.menu')} />
          <nav aria-label={t('nav.main')} className="hidden lg:block">
            <ul className="flex gap-5 text-sm">
              {roots.slice(0, rootsInHeader).map((root) => {
                const name = wordsFor(root.names, locale)
                return (
                  <li key={root.id}>
                    <a
                      href={to.category(root.id)}
                      className="py-2 underline-offset-8 hover:underline"
                      {...textAttributes(name ?? {})}
                    >
                      {name?.text ?? root.id}
                    </a>
                  </li>
                )
              })}
            </ul>
          </nav>
        </div>
        <a href={to.home} className="wordmark self-end" dir="ltr" lang="en">
          {t('shop.name')}
        </a>
        <div className="flex items-center justify-end gap-1 sm:gap-2">
          <SearchForm locale={locale} className="hidden xl:flex" />
          <a
            href={to.search()}
            className="grid size-11 place-items-center xl:hidden"
            aria-label={t('nav.search')}
          >
            <Icon name="search" />
          </a>
          <AccountLink
            href={to.account}
            signInHref={to.signIn}
            messages={pick(locale, ['nav.account', 'nav.signIn'])}
          />
          <a
            href={to.wishlist}
            className="grid size-11 place-items-center max-sm:hidden"
            aria-label={t('nav.wishlist')}
          >
            <Icon name="heart" />
          </a>
          <BasketLink
            locale={locale}
            href={to.cart}
            counted={pick(locale, ['nav.cartCount'])['nav.cartCount']}
            messages={pick(locale, cartMessageKeys)}
          />
        </div>
      </div>
    </header>
  )
}
