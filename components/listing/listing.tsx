import { Chips } from '@/components/listing/chips'
import { Facets } from '@/components/listing/facets'
import { More } from '@/components/listing/more'
import { Pages } from '@/components/listing/pages'
import { QuickAdds } from '@/components/listing/quick-adds'
import { SoftLinks } from '@/components/listing/soft-links'
import { Sorting } from '@/components/listing/sorting'
import { Card } from '@/components/product/card'
import { Icon } from '@/components/ui/icon'
import { button } from '@/components/ui/button'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import type { ProductCard } from '@/lib/product-card'
import { noRefinement, pageSize, type Refinement, refinedBy, refinedPath } from '@/lib/refinement'
import type { SearchResult } from '@/server/search/model'

interface Props {
  result: SearchResult
  cards: readonly ProductCard[]
  refinement: Refinement
  path: string
  suffix?: string
  locale: Locale
  swatches: Readonly<Record<string, string>>
}

const sizes = '(min-width: 84rem) 24rem, (min-width: 68rem) 27vw, (min-width: 52rem) 30vw, 46vw'
const eagerCards = 2
const grid =
  'grid grid-cols-2 gap-x-3 gap-y-10 sm:gap-x-6 md:grid-cols-3 md:gap-y-14 [&_[data-morph]]:transition-opacity group-data-pending/list:[&_[data-morph]]:opacity-40'

/** Products, what they can be narrowed by, and the way through them. */
export function Listing({ result, cards, refinement, path, suffix, locale, swatches }: Props) {
  const t = translator(locale)
  const count = refinedBy(refinement)
  const parts = { result, refinement, path, suffix, locale }
  return (
    <SoftLinks className="wrap group/list grid gap-x-12 lg:grid-cols-[15rem_1fr]">
      <aside id="filters" popover="auto" aria-label={t('facet.title')} className="sheet sheet-start filters">
        <div className="flex items-center justify-between border-b border-line px-6 py-3 lg:hidden">
          <p className="label">{t('facet.title')}</p>
          <CloseFilters label={t('nav.close')} />
        </div>
        <div className="max-lg:px-6 max-lg:py-5">
          <Facets {...parts} swatches={swatches} />
        </div>
        <div className="sticky bottom-0 mt-auto border-t border-line bg-raised p-4 lg:hidden">
          <button
            type="button"
            popoverTarget="filters"
            popoverTargetAction="hide"
            className={`${button()} w-full`}
          >
            {t('list.show', { count: result.total })}
          </button>
        </div>
      </aside>
      <section aria-label={t('list.products')} className="min-w-0">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 pb-5">
          <button
            type="button"
            popoverTarget="filters"
            className="flex min-h-11 items-center gap-2 text-sm lg:hidden"
          >
            <Icon name="filter" flip />
            {count > 0 ? t('facet.titleCount', { count }) : t('facet.title')}
          </button>
          <output className="block text-sm text-ink-2 max-lg:order-last max-lg:w-full">
            {t('list.results', { count: result.total })}
          </output>
          <Sorting {...parts} />
          <div className="w-full empty:hidden">
            <Chips {...parts} />
          </div>
        </div>
        {cards.length > 0 ? (
          <QuickAdds locale={locale}>
            <ul data-cards className={grid}>
              {cards.map((card, index) => (
                <li key={card.id}>
                  <Card
                    card={card}
                    locale={locale}
                    sizes={sizes}
                    eager={index < eagerCards}
                    level="h2"
                    quick
                  />
                </li>
              ))}
            </ul>
            {refinement.page * pageSize < result.total && (
              <More
                key={refinedPath(path, refinement) + (suffix ?? '')}
                href={refinedPath(path, { ...refinement, page: refinement.page + 1 }) + (suffix ?? '')}
                label={t('list.more')}
                loading={t('list.moreLoading')}
                className={grid}
                locale={locale}
              />
            )}
          </QuickAdds>
        ) : (
          <div className="grid justify-items-start gap-5 border-t border-ink py-16">
            <p className="headline text-xl">{t('list.none')}</p>
            <p className="max-w-prose text-ink-2">{t('list.noneText')}</p>
            <a href={refinedPath(path, noRefinement) + (suffix ?? '')} className={button('quiet')}>
              {t('facet.clear')}
            </a>
          </div>
        )}
        <Pages total={result.total} {...parts} />
      </section>
    </SoftLinks>
  )
}

const CloseFilters = ({ label }: { label: string }) => (
  <button
    type="button"
    popoverTarget="filters"
    popoverTargetAction="hide"
    className="-me-3 grid size-11 place-items-center"
    aria-label={label}
  >
    <Icon name="close" />
  </button>
)
