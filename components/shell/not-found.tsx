import { SearchForm } from '@/components/search/search-form'
import { button } from '@/components/ui/button'
import { childrenOf } from '@/lib/category-tree'
import { translator } from '@/lib/i18n/messages'
import { textAttributes, wordsFor } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { Category } from '@/server/catalogue/model'

/** Nothing is here, and how to go on. */
export function NotFound({ locale, categories }: { locale: Locale; categories: readonly Category[] }) {
  const t = translator(locale)
  const to = paths(locale)
  return (
    <div className="wrap grid gap-10 py-20 md:grid-cols-12 md:py-32">
      <div className="grid content-start justify-items-start gap-6 md:col-span-7">
        <p className="label">404</p>
        <h1 className="headline text-3xl">{t('notFound.title')}</h1>
        <p className="max-w-prose text-base text-ink-2">{t('notFound.text')}</p>
        <SearchForm locale={locale} className="w-full max-w-md" />
        <a href={to.home} className={button('quiet')}>
          {t('notFound.home')}
        </a>
      </div>
      <nav aria-label={t('notFound.browse')} className="md:col-span-4 md:col-start-9">
        <h2 className="label">{t('notFound.browse')}</h2>
        <ul className="headline mt-4 grid gap-2 text-xl">
          {childrenOf(categories).map((root) => {
            const name = wordsFor(root.names, locale)
            return (
              <li key={root.id}>
                <a href={to.category(root.id)} className="hover:underline" {...textAttributes(name ?? {})}>
                  {name?.text ?? root.id}
                </a>
              </li>
            )
          })}
        </ul>
      </nav>
    </div>
  )
}
