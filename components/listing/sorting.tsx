import { Icon } from '@/components/ui/icon'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { type Refinement, refinedPath, sorts } from '@/lib/refinement'

interface Props {
  refinement: Refinement
  path: string
  suffix?: string
  locale: Locale
}

/** The order of a list, chosen from links. */
export function Sorting({ refinement, path, suffix = '', locale }: Props) {
  const t = translator(locale)
  return (
    <details data-closing className="group/sort relative text-sm">
      <summary className="flex min-h-11 list-none items-center gap-2 [&::-webkit-details-marker]:hidden">
        <span className="text-ink-2 max-sm:sr-only">{t('sort.label')}</span>
        {t(`sort.${refinement.sort}`)}
        <Icon name="down" className="size-4 transition-transform group-open/sort:rotate-180" />
      </summary>
      <ul className="absolute end-0 top-full z-20 min-w-52 border border-ink bg-raised py-2">
        {sorts.map((sort) => (
          <li key={sort}>
            <a
              href={refinedPath(path, { ...refinement, sort, page: 1 }) + suffix}
              rel="nofollow"
              data-soft
              aria-current={sort === refinement.sort ? 'true' : undefined}
              className="block px-4 py-2 hover:bg-sunk aria-[current]:font-medium"
            >
              {t(`sort.${sort}`)}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}
