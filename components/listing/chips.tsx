import { Icon } from '@/components/ui/icon'
import { formatNumber } from '@/lib/i18n/format'
import { translator } from '@/lib/i18n/messages'
import { type Locale, marketOf } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import { type Refinement, noRefinement, ranged, refinedBy, refinedPath, toggled } from '@/lib/refinement'
import type { SearchResult } from '@/server/search/model'

interface Props {
  result: SearchResult
  refinement: Refinement
  path: string
  suffix?: string
  locale: Locale
}

/** What the list is narrowed by now; each can be taken away. */
export function Chips({ result, refinement, path, suffix = '', locale }: Props) {
  if (refinedBy(refinement) === 0) return null
  const t = translator(locale)
  const href = (next: Refinement) => refinedPath(path, next) + suffix
  const chips = [
    ...Object.entries(refinement.filters).flatMap(([code, values]) =>
      values.map((value) => ({
        label: labelOf(result, code, value, t),
        next: toggled(refinement, code, value),
      })),
    ),
    ...Object.entries(refinement.ranges).map(([code, range]) => ({
      label: rangeLabel(result, code, range, locale),
      next: ranged(refinement, code),
    })),
    ...(refinement.inStock
      ? [{ label: t('facet.inStock'), next: { ...refinement, inStock: false, page: 1 } }]
      : []),
    ...(refinement.category
      ? [
          {
            label:
              result.categories.find(({ id }) => id === refinement.category)?.label ?? refinement.category,
            next: { ...refinement, category: undefined, page: 1 },
          },
        ]
      : []),
  ]
  return (
    <ul className="flex flex-wrap items-center gap-2">
      {chips.map(({ label, next }) => (
        <li key={label}>
          <a
            href={href(next)}
            rel="nofollow"
            data-soft
            aria-label={t('facet.remove', { name: label })}
            className="flex min-h-8 items-center gap-1.5 rounded-full border border-control ps-3.5 pe-2 text-xs hover:border-ink"
          >
            {label}
            <Icon name="close" className="size-3.5" />
          </a>
        </li>
      ))}
      <li>
        <a
          href={href({ ...noRefinement, sort: refinement.sort })}
          data-soft
          className="link inline-block px-2 py-1.5 text-xs"
        >
          {t('facet.clear')}
        </a>
      </li>
    </ul>
  )
}

function labelOf(
  result: SearchResult,
  code: string,
  value: string,
  t: ReturnType<typeof translator>,
): string {
  const facet = result.facets.find((candidate) => candidate.code === code)
  if (facet?.kind !== 'values') return value
  const label = facet.values.find((candidate) => candidate.value === value)?.label ?? value
  return value === 'true' || value === 'false'
    ? `${facet.label}: ${t(value === 'true' ? 'value.yes' : 'value.no')}`
    : label
}

function rangeLabel(
  result: SearchResult,
  code: string,
  { min, max }: { min?: number; max?: number },
  locale: Locale,
): string {
  const { currency } = marketOf(locale)
  const facet = result.facets.find((candidate) => candidate.code === code)
  const write = (value: number) =>
    code === 'price'
      ? formatMoney({ amount: value, currency }, locale, true)
      : `${formatNumber(value, locale)}${facet?.unit ? ` ${facet.unit}` : ''}`
  const ends = [min === undefined ? '' : write(min), max === undefined ? '' : write(max)]
  const text = ends.join(' – ').trim()
  return code === 'price' ? text : `${facet?.label ?? code}: ${text}`
}
