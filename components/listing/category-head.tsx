import { Breadcrumbs } from '@/components/ui/breadcrumbs'
import { childrenOf } from '@/lib/category-tree'
import { formatNumber } from '@/lib/i18n/format'
import { translator } from '@/lib/i18n/messages'
import { textAttributes, wordsFor } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { Category } from '@/server/catalogue/model'

interface Props {
  locale: Locale
  /** From the root down to the category. */
  trail: readonly Category[]
  categories: readonly Category[]
  total: number
}

/** What a category is called, where it stands, and what is next to it. */
export function CategoryHead({ locale, trail, categories, total }: Props) {
  const t = translator(locale)
  const to = paths(locale)
  const category = trail.at(-1)
  if (!category) return null
  const name = wordsFor(category.names, locale) ?? { text: category.id }
  const description = wordsFor(category.descriptions ?? {}, locale)
  const below = childrenOf(categories, category.id)
  const beside = below.length > 0 ? below : childrenOf(categories, category.parent)
  const crumbs = [
    { text: t('nav.home'), href: to.home },
    ...trail.map((step) => ({
      ...(wordsFor(step.names, locale) ?? { text: step.id }),
      href: step === category ? undefined : to.category(step.id),
    })),
  ]
  return (
    <div className="wrap pt-6 pb-8 md:pt-8 md:pb-12">
      <Breadcrumbs crumbs={crumbs} label={t('nav.breadcrumb')} />
      <div className="mt-6 grid items-end gap-x-12 gap-y-4 md:mt-10 md:grid-cols-12">
        <h1 className="headline text-3xl break-words md:col-span-7" {...textAttributes(name)}>
          {name.text}
          <sup
            className="ms-2 align-super font-sans text-sm tracking-normal text-ink-3 tabular-nums"
            aria-hidden="true"
          >
            {formatNumber(total, locale)}
          </sup>
        </h1>
        {description && (
          <p
            className="max-w-[46ch] text-base text-ink-2 md:col-span-4 md:col-start-9"
            {...textAttributes(description)}
          >
            {description.text}
          </p>
        )}
      </div>
      {beside.length > 1 && (
        <nav aria-label={t('list.nearby')} className="mt-7 -mb-2 overflow-x-auto">
          <ul className="flex gap-x-6 text-sm whitespace-nowrap">
            {beside.map((other) => {
              const label = wordsFor(other.names, locale)
              return (
                <li key={other.id}>
                  <a
                    href={to.category(other.id)}
                    aria-current={other.id === category.id ? 'page' : undefined}
                    className="inline-block border-b border-transparent py-2 text-ink-2 hover:text-ink aria-[current]:border-ink aria-[current]:text-ink"
                    {...textAttributes(label ?? {})}
                  >
                    {label?.text ?? other.id}
                  </a>
                </li>
              )
            })}
          </ul>
        </nav>
      )}
    </div>
  )
}
