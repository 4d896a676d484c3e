import { Icon } from '@/components/ui/icon'
import { formatNumber } from '@/lib/i18n/format'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { type Refinement, pageSize, refinedPath } from '@/lib/refinement'

interface Props {
  total: number
  refinement: Refinement
  path: string
  suffix?: string
  locale: Locale
}

const furthest = 250

/** The way through a long list. */
export function Pages({ total, refinement, path, suffix = '', locale }: Props) {
  const last = Math.min(furthest, Math.ceil(total / pageSize))
  if (last <= 1) return null
  const t = translator(locale)
  const { page } = refinement
  const href = (to: number) => refinedPath(path, { ...refinement, page: to }) + suffix
  const near = [1, page - 1, page, page + 1, last].filter((n) => n >= 1 && n <= last)
  const shown = [...new Set(near)].sort((a, b) => a - b)
  return (
    <nav
      aria-label={t('pages.label')}
      className="mt-16 flex items-center justify-between gap-4 border-t border-ink pt-5 text-sm"
    >
      {page > 1 ? (
        <a href={href(page - 1)} rel="prev" className="flex min-h-11 items-center gap-2 hover:underline">
          <Icon name="chevron" className="size-4 rotate-180 rtl:rotate-0" /> {t('pages.previous')}
        </a>
      ) : (
        <span />
      )}
      <ol className="flex items-center gap-1 tabular-nums max-sm:hidden">
        {shown.map((n, index) => (
          <li key={n} className="flex items-center gap-1">
            {index > 0 && n - (shown[index - 1] ?? 0) > 1 && <span className="px-1 text-ink-3">…</span>}
            <a
              href={href(n)}
              aria-current={n === page ? 'page' : undefined}
              aria-label={t('pages.page', { page: n })}
              className="grid size-11 place-items-center hover:underline aria-[current]:border-b aria-[current]:border-ink aria-[current]:font-medium"
            >
              {formatNumber(n, locale)}
            </a>
          </li>
        ))}
      </ol>
      <p className="text-ink-2 sm:hidden">{t('pages.of', { page, last })}</p>
      {page < last ? (
        <a href={href(page + 1)} rel="next" className="flex min-h-11 items-center gap-2 hover:underline">
          {t('pages.next')} <Icon name="chevron" flip className="size-4" />
        </a>
      ) : (
        <span />
      )}
    </nav>
  )
}
