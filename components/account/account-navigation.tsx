import { type AccountPage, AccountPages } from '@/components/account/account-pages'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'

/** The way between the pages of an account, and out of it. */
export function AccountNavigation({ locale }: { locale: Locale }) {
  const t = translator(locale)
  const to = paths(locale)
  const pages: AccountPage[] = [
    [to.orders, t('account.orders')],
    [to.reviews, t('account.reviews')],
    [to.wishlists, t('account.wishlists')],
    [to.addresses, t('account.addresses')],
    [to.profile, t('account.profile')],
    [to.security, t('account.security')],
  ]
  return (
    <nav aria-label={t('nav.account')} className="no-print">
      <ul className="flex flex-wrap gap-x-6 text-sm whitespace-nowrap lg:flex-col lg:flex-nowrap lg:gap-y-1">
        <AccountPages pages={pages} />
        <li className="lg:mt-4 lg:border-t lg:border-line lg:pt-4">
          <form method="post" action="/api/session">
            <input type="hidden" name="_method" value="DELETE" />
            <input type="hidden" name="_next" value={to.home} />
            <input type="hidden" name="_back" value={to.account} />
            <button type="submit" className="py-2 text-ink-2 hover:underline">
              {t('account.signOut')}
            </button>
          </form>
        </li>
      </ul>
    </nav>
  )
}
