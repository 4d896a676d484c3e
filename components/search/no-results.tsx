import { Card } from '@/components/product/card'
import { SearchForm } from '@/components/search/search-form'
import { childrenOf } from '@/lib/category-tree'
import { translator } from '@/lib/i18n/messages'
import { textAttributes, wordsFor } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { ProductCard } from '@/lib/product-card'
import type { Category } from '@/server/catalogue/model'

interface Props {
  locale: Locale
  text: string
  didYouMean?: string
  categories: readonly Category[]
  cards: readonly ProductCard[]
}

/** Nothing was found, and what may help. */
export function NoResults({ locale, text, didYouMean, categories, cards }: Props) {
  const t = translator(locale)
  const to = paths(locale)
  return (
    <div className="wrap pt-8 md:pt-14">
      <SearchForm locale={locale} text={text} className="max-w-xl" />
      <h1 className="headline mt-8 max-w-[20ch] text-3xl break-words">{t('search.none', { text })}</h1>
      <p className="mt-5 max-w-prose text-base text-ink-2">{t('search.noneText')}</p>
      {didYouMean && (
        <p className="mt-4 text-base">
          {t('search.didYouMean')}{' '}
          <a href={to.search(didYouMean)} className="link">
            {didYouMean}
          </a>
        </p>
      )}
      <ul className="headline mt-10 flex flex-wrap gap-x-8 gap-y-2 text-xl">
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
      {cards.length > 0 && (
        <section className="mt-20">
          <h2 className="label">{t('home.selected')}</h2>
          <ul className="mt-5 grid grid-cols-2 gap-x-3 gap-y-10 sm:gap-x-6 md:grid-cols-4">
            {cards.map((card) => (
              <li key={card.id}>
                <Card card={card} locale={locale} sizes="(min-width: 52rem) 23vw, 46vw" />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}
