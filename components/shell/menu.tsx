import { Icon } from '@/components/ui/icon'
import { Regions } from '@/components/shell/regions'
import { childrenOf } from '@/lib/category-tree'
import { translator } from '@/lib/i18n/messages'
import { textAttributes, wordsFor } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { Category } from '@/server/catalogue/model'

const id = 'menu'

export function MenuButton({ label }: { label: string }) {
  return (
    <button type="button" popoverTarget={id} className="-ms-2 flex h-11 items-center gap-2 px-2 text-sm">
      <Icon name="menu" flip />
      <span className="max-sm:sr-only lg:sr-only">{label}</span>
    </button>
  )
}

/** All categories and the other markets, in a sheet that opens without JavaScript. */
export function Menu({ locale, categories }: { locale: Locale; categories: readonly Category[] }) {
  const t = translator(locale)
  const to = paths(locale)
  return (
    <div id={id} popover="auto" className="sheet sheet-start">
      <div className="flex items-center justify-between border-b border-line px-6 py-3">
        <p className="label">{t('nav.shop')}</p>
        <button
          type="button"
          popoverTarget={id}
          popoverTargetAction="hide"
          className="-me-3 grid size-11 place-items-center"
          aria-label={t('nav.close')}
        >
          <Icon name="close" />
        </button>
      </div>
      <nav aria-label={t('nav.shop')} className="grid gap-7 px-6 py-7">
        {childrenOf(categories).map((root) => (
          <section key={root.id}>
            <h2 className="headline text-xl">
              <CategoryLink category={root} locale={locale} href={to.category(root.id)} />
            </h2>
            <ul className="mt-1.5 columns-2 gap-6 text-sm text-ink-2">
              {childrenOf(categories, root.id).map((child) => (
                <li key={child.id} className="break-inside-avoid">
                  <CategoryLink category={child} locale={locale} href={to.category(child.id)} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </nav>
      <div className="mt-auto grid gap-4 border-t border-line px-6 py-6 text-sm">
        <ul className="grid gap-1">
          <li>
            <a href={to.account} className="inline-block py-1 hover:underline">
              {t('nav.account')}
            </a>
          </li>
          <li>
            <a href={to.wishlist} className="inline-block py-1 hover:underline">
              {t('nav.wishlist')}
            </a>
          </li>
          <li>
            <a href={to.track} className="inline-block py-1 hover:underline">
              {t('footer.track')}
            </a>
          </li>
        </ul>
        <Regions locale={locale} />
      </div>
    </div>
  )
}

function CategoryLink({ category, locale, href }: { category: Category; locale: Locale; href: string }) {
  const name = wordsFor(category.names, locale)
  return (
    <a
      href={href}
      className="inline-block py-1 underline-offset-4 hover:text-ink hover:underline"
      {...textAttributes(name ?? {})}
    >
      {name?.text ?? category.id}
    </a>
  )
}
