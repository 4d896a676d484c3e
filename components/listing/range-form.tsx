import { RangeSlider } from '@/components/listing/range-slider'
import { formatNumber } from '@/lib/i18n/format'
import { translator } from '@/lib/i18n/messages'
import { type Locale, marketOf } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import { type Refinement, ranged, refinedPath } from '@/lib/refinement'
import type { RangeFacet } from '@/server/search/model'

interface Props {
  facet: RangeFacet
  refinement: Refinement
  path: string
  suffix: string
  locale: Locale
}

/** From one number to another: a plain form, which is answered by a redirect to the path that says so. Prices are written in whole
 *  pounds, and stand in paths in pence. */
export function RangeForm({ facet, refinement, path, suffix, locale }: Props) {
  const t = translator(locale)
  const { currency } = marketOf(locale)
  const price = facet.code === 'price'
  const unit = price ? 100 : 1
  const write = (value: number) =>
    price
      ? formatMoney({ amount: value, currency }, locale, true)
      : `${formatNumber(value, locale)}${facet.unit ? ` ${facet.unit}` : ''}`
  const ends = [
    { name: 'min', label: t('facet.from'), value: facet.selected?.min, limit: Math.floor(facet.min / unit) },
    { name: 'max', label: t('facet.to'), value: facet.selected?.max, limit: Math.ceil(facet.max / unit) },
  ]
  return (
    <form action={`/${locale}/refine`} method="get" data-soft className="grid gap-3">
      <input type="hidden" name="to" value={refinedPath(path, ranged(refinement, facet.code)) + suffix} />
      <input type="hidden" name="by" value={facet.code} />
      <div>
        {price && <Histogram facet={facet} />}
        {Math.floor(facet.min / unit) < Math.ceil(facet.max / unit) && (
          <RangeSlider
            key={`${facet.selected?.min}-${facet.selected?.max}`}
            lowest={Math.floor(facet.min / unit)}
            highest={Math.ceil(facet.max / unit)}
            from={facet.selected?.min === undefined ? undefined : facet.selected.min / unit}
            to={facet.selected?.max === undefined ? undefined : facet.selected.max / unit}
            labels={{ from: t('facet.sliderFrom'), to: t('facet.sliderTo') }}
            unit={price ? currency : (facet.unit ?? '')}
          />
        )}
      </div>
      <div className="flex items-end gap-2">
        {ends.map(({ name, label, value, limit }) => (
          <label key={name} className="grid min-w-0 flex-1 gap-1 text-xs text-ink-2">
            {label}
            <input
              type="number"
              name={name}
              min={0}
              step="any"
              inputMode="decimal"
              defaultValue={value === undefined ? undefined : value / unit}
              placeholder={String(limit)}
              className="field min-h-10 px-2.5"
            />
          </label>
        ))}
        <button
          type="submit"
          className="min-h-10 rounded-md border border-control px-3 text-xs font-medium hover:border-ink"
        >
          {t('facet.apply')}
        </button>
      </div>
      <p className="text-xs text-ink-3">
        {write(facet.min)} – {write(facet.max)}
      </p>
    </form>
  )
}

function Histogram({ facet: { histogram, selected } }: { facet: RangeFacet }) {
  const most = Math.max(1, ...histogram.map(({ count }) => count))
  const inside = (from: number, to: number) =>
    !selected || (to > (selected.min ?? 0) && from < (selected.max ?? Number.POSITIVE_INFINITY))
  return (
    <div aria-hidden="true" className="flex h-8 items-end gap-px">
      {histogram.map(({ from, to, count }) => (
        <span
          key={from}
          className={`min-h-px flex-1 ${inside(from, to) ? 'bg-ink-2' : 'bg-line'}`}
          style={{ blockSize: `${(count / most) * 100}%` }}
        />
      ))}
    </div>
  )
}
