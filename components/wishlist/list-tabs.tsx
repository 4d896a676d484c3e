import { formatNumber } from '@/lib/i18n/format'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { OpenWishlist } from '@/server/wishlists/model'

interface Props {
  lists: OpenWishlist['lists']
  open?: string
  locale: Locale
}

/** The way between one's lists. */
export function ListTabs({ lists, open, locale }: Props) {
  const t = translator(locale)
  const { wishlists } = paths(locale)
  return (
    <nav aria-label={t('wish.lists')} className="mt-6">
      <ul className="flex flex-wrap gap-x-6 border-b border-line text-sm">
        {lists.map(({ id, name, count }) => (
          <li key={id} className="max-w-full min-w-0">
            <a
              href={`${wishlists}?list=${id}`}
              aria-current={id === open ? 'page' : undefined}
              className="-mb-px flex min-h-11 items-center gap-2 border-b border-transparent hover:border-control aria-[current]:border-ink aria-[current]:font-medium"
            >
              <span className="truncate" dir="auto">
                {name ?? t('wish.title')}
              </span>
              <span className="text-xs text-ink-3 tabular-nums">{formatNumber(count, locale)}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
