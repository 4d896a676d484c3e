import { childrenOf } from '@/lib/category-tree'
import { textAttributes, wordsFor } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { Category } from '@/server/catalogue/model'

const mostKinds = 24

interface Props {
  title: string
  locale: Locale
  categories: readonly Category[]
}

/** The categories as a sentence set large. */
export function CategoryIndex({ title, locale, categories }: Props) {
  const to = paths(locale)
  const kinds = childrenOf(categories).flatMap((root) => {
    const below = childrenOf(categories, root.id)
    return below.length > 0 ? below : [root]
  })
  const shown = kinds.slice(0, mostKinds)
  if (shown.length === 0) return null
  return (
    <nav aria-label={title} className="wrap mt-20 grid gap-x-6 gap-y-4 md:mt-36 md:grid-cols-12">
      <h2 className="label md:col-span-3 md:pt-3">{title}</h2>
      <ul className="headline flex flex-wrap items-baseline text-xl leading-[1.45] md:col-span-9 md:text-2xl md:leading-[1.25]">
        {shown.map((kind, index) => {
          const name = wordsFor(kind.names, locale)
          return (
            <li key={kind.id} className="flex items-baseline">
              <a
                href={to.category(kind.id)}
                className="decoration-1 underline-offset-[0.14em] hover:text-accent hover:underline"
                {...textAttributes(name ?? {})}
              >
                {name?.text ?? kind.id}
              </a>
              {index < shown.length - 1 && (
                <span aria-hidden="true" className="mx-3 text-control md:mx-5">
                  /
                </span>
              )}
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
