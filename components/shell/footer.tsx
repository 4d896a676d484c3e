import { Regions } from '@/components/shell/regions'
import { translator } from '@/lib/i18n/messages'
import { textAttributes, wordsFor } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { Category } from '@/server/catalogue/model'

/** The foot of every page of the shop. */
export function Footer({ locale, roots }: { locale: Locale; roots: readonly Category[] }) {
  const t = translator(locale)
  const to = paths(locale)
  return (
    <footer className="no-print mt-24 border-t border-ink md:mt-36">
      <div className="wrap grid gap-x-8 gap-y-12 pt-14 pb-10 sm:grid-cols-2 lg:grid-cols-12">
        <div className="sm:col-span-2 lg:col-span-5">
          <p className="headline max-w-[22ch] text-xl">{t('footer.workshops')}</p>
        </div>
        <nav aria-label={t('nav.shop')} className="lg:col-span-3 lg:col-start-7">
          <h2 className="label">{t('nav.shop')}</h2>
          <ul className="mt-3 text-sm">
            {roots.slice(0, 8).map((root) => {
              const name = wordsFor(root.names, locale)
              return (
                <li key={root.id}>
                  <a
                    href={to.category(root.id)}
                    className="inline-block py-1 hover:underline"
                    {...textAttributes(name ?? {})}
                  >
                    {name?.text ?? root.id}
                  </a>
                </li>
              )
            })}
            <li>
              <a href={to.stories} className="inline-block py-1 hover:underline">
                {t('content.stories')}
              </a>
            </li>
          </ul>
        </nav>
        <nav aria-label={t('footer.help')} className="lg:col-span-3">
          <h2 className="label">{t('footer.help')}</h2>
          <ul className="mt-3 text-sm">
            {[
              [to.stores, t('stores.title')],
              [to.track, t('footer.track')],
              [to.account, t('nav.account')],
              [to.wishlist, t('nav.wishlist')],
              [to.cart, t('nav.cart')],
            ].map(([href, name]) => (
              <li key={href}>
                <a href={href} className="inline-block py-1 hover:underline">
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
      <div className="wrap flex flex-wrap items-center justify-between gap-x-8 gap-y-4 border-t border-line py-6">
        <p className="text-xs text-ink-3">{t('footer.legal', { year: '2026' })}</p>
        <Regions locale={locale} />
      </div>
    </footer>
  )
}
