import { RangeForm } from '@/components/listing/range-form'
import { Icon } from '@/components/ui/icon'
import { formatNumber } from '@/lib/i18n/format'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { type Refinement, refinedPath, toggled } from '@/lib/refinement'
import type { SearchResult, ValuesFacet } from '@/server/search/model'

interface Props {
  result: SearchResult
  refinement: Refinement
  /** Of the list without any refinement. */
  path: string
  /** What stands after the path: `?q=…` of a search. */
  suffix?: string
  locale: Locale
  /** Colours of values, for swatches, by `code:value`. */
  swatches: Readonly<Record<string, string>>
}

const shownAtOnce = 8
const openAtFirst = 3
const mostCategories = 14

type Categories = SearchResult['categories']

const isSelected = (facet: SearchResult['facets'][number]) =>
  facet.kind === 'range' ? facet.selected !== undefined : facet.values.some(({ selected }) => selected)

/** Each category before those within it. */
const asTree = (found: Categories, parent?: string): Categories =>
  found.filter((one) => one.parent === parent).flatMap((one) => [one, ...asTree(found, one.id)])

/** Everything that a list can be narrowed by. Each value is a link, so that it works anywhere. */
export function Facets({ result, refinement, path, suffix = '', locale, swatches }: Props) {
  const t = translator(locale)
  const href = (next: Refinement) => refinedPath(path, next) + suffix
  const found = result.categories.filter(({ count }) => count > 0).slice(0, mostCategories)
  const within = suffix ? asTree(found) : []
  return (
    <div className="divide-y divide-line border-line lg:border-y">
      {within.length > 1 && (
        <details open className="group/facet py-1">
          <FacetTitle title={t('search.categories')} />
          <ul className="pb-4">
            {within.map(({ id, label, count, selected, depth }) => (
              <li key={id} className={depth > 1 ? 'ps-5' : ''}>
                <Tick
                  href={href({ ...refinement, category: selected ? undefined : id, page: 1 })}
                  selected={selected}
                  label={label}
                  count={formatNumber(count, locale)}
                />
              </li>
            ))}
          </ul>
        </details>
      )}
      {result.facets.map((facet, index) => (
        <details
          key={facet.code}
          open={index < openAtFirst || isSelected(facet)}
          className="group/facet py-1"
        >
          <FacetTitle title={facet.code === 'price' ? t('facet.price') : facet.label} />
          <div className="pb-4">
            {facet.kind === 'values' ? (
              <Values
                facet={facet}
                href={(value) => href(toggled(refinement, facet.code, value))}
                locale={locale}
                swatches={swatches}
              />
            ) : (
              <RangeForm facet={facet} refinement={refinement} path={path} suffix={suffix} locale={locale} />
            )}
          </div>
        </details>
      ))}
      <div className="py-1">
        <Tick
          href={href({ ...refinement, inStock: !refinement.inStock, page: 1 })}
          selected={refinement.inStock}
          label={t('facet.inStock')}
        />
      </div>
    </div>
  )
}

function Tick({
  href,
  selected,
  label,
  count,
  swatch,
}: {
  href: string
  selected: boolean
  label: string
  count?: string
  swatch?: string
}) {
  return (
    <a
      href={href}
      rel="nofollow"
      data-soft
      aria-current={selected ? 'true' : undefined}
      className="group/tick flex min-h-9 items-center gap-3 text-sm text-ink-2 hover:text-ink aria-[current]:text-ink"
    >
      {swatch ? (
        <span
          aria-hidden="true"
          className="size-5 shrink-0 rounded-full ring-1 ring-ink/25 ring-offset-2 ring-offset-paper group-hover/tick:ring-ink group-aria-[current]/tick:ring-2 group-aria-[current]/tick:ring-accent"
          style={{ background: swatch }}
        />
      ) : (
        <span
          aria-hidden="true"
          className="grid size-5 shrink-0 place-items-center rounded-sm border border-control group-hover/tick:border-ink group-aria-[current]/tick:border-accent group-aria-[current]/tick:bg-accent group-aria-[current]/tick:text-on-accent"
        >
          {selected && <Icon name="check" className="size-4" />}
        </span>
      )}
      <span className="min-w-0 flex-1 break-words">{label}</span>
      {count !== undefined && <span className="text-xs text-ink-3 tabular-nums">{count}</span>}
    </a>
  )
}

function Values({
  facet,
  href,
  locale,
  swatches,
}: {
  facet: ValuesFacet
  href: (value: string) => string
  locale: Locale
  swatches: Readonly<Record<string, string>>
}) {
  const t = translator(locale)
  const item = (value: ValuesFacet['values'][number]) => (
    <li key={value.value}>
      <Tick
        href={href(value.value)}
        selected={value.selected}
        label={
          value.label === 'true' ? t('value.yes') : value.label === 'false' ? t('value.no') : value.label
        }
        count={formatNumber(value.count, locale)}
        swatch={swatches[`${facet.code}:${value.value}`]}
      />
    </li>
  )
  const selectedFirst = facet.values.toSorted((a, b) => Number(b.selected) - Number(a.selected))
  const rest = selectedFirst.slice(shownAtOnce)
  return (
    <>
      <ul>{selectedFirst.slice(0, shownAtOnce).map(item)}</ul>
      {rest.length > 0 && (
        <details className="group/more">
          <summary className="link mt-1 inline-block list-none py-1 text-xs text-ink-2 group-open/more:hidden [&::-webkit-details-marker]:hidden">
            {t('facet.more', { count: rest.length })}
          </summary>
          <ul>{rest.map(item)}</ul>
        </details>
      )}
    </>
  )
}

const FacetTitle = ({ title }: { title: string }) => (
  <summary className="flex min-h-11 list-none items-center justify-between text-sm font-medium [&::-webkit-details-marker]:hidden">
    {title}
    <Icon name="down" className="size-4 transition-transform group-open/facet:rotate-180" />
  </summary>
)
