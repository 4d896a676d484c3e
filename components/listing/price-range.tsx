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

/** From one price to another: a plain form, which is answered by a redirect to the path that says so. */
export function PriceRange({ facet, refinement, path, suffix, locale }: Props) {
  const t = translator(locale)
  const { currency } = marketOf(locale)
  const most = Math.max(1, ...facet.histogram.map(({ count }) => count))
  const inside = (from: number, to: number) =>
    !facet.selected ||
    (to > (facet.selected.min ?? 0) && from < (facet.selected.max ?? Number.POSITIVE_INFINITY))
  const whole = (minor: number | undefined, round: (n: number) => number) =>
    minor === undefined ? undefined : round(minor / 100)
  return (
    <form action={`/${locale}/refine`} method="get" data-soft className="grid gap-3">
      <input type="hidden" name="to" value={refinedPath(path, ranged(refinement, 'price')) + suffix} />
      <div aria-hidden="true" className="flex h-10 items-end gap-px">
        {facet.histogram.map(({ from, to, count }) => (
          <span
            key={from}
            className={`min-h-px flex-1 ${inside(from, to) ? 'bg-ink' : 'bg-line'}`}
            style={{ blockSize: `${(count / most) * 100}%` }}
          />
        ))}
      </div>
      <div className="flex items-end gap-2">
        {(
          [
            ['min', t('facet.from'), whole(facet.selected?.min, Math.floor), whole(facet.min, Math.floor)],
            ['max', t('facet.to'), whole(facet.selected?.max, Math.ceil), whole(facet.max, Math.ceil)],
          ] as const
        ).map(([name, label, value, limit]) => (
          <label key={name} className="grid min-w-0 flex-1 gap-1 text-xs text-ink-2">
            {label}
            <input
              type="number"
              name={name}
              min={0}
              inputMode="numeric"
              defaultValue={value}
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
        {formatMoney({ amount: facet.min, currency }, locale, true)} –{' '}
        {formatMoney({ amount: facet.max, currency }, locale, true)}
      </p>
    </form>
  )
}
