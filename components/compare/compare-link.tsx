import { Icon } from '@/components/ui/icon'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'

interface Props {
  id: string
  /** What is read, and what is said with the product's name. */
  label: string
  said: string
  locale: Locale
  className?: string
}

/** To the comparison, with this product; with JavaScript also with those compared before (`Companions`). */
export const CompareLink = ({ id, label, said, locale, className = '' }: Props) => (
  <a
    href={paths(locale).compare([id])}
    rel="nofollow"
    data-compare={id}
    aria-label={said}
    className={`inline-flex min-h-9 items-center gap-2 text-sm text-ink-2 hover:text-ink hover:underline ${className}`}
  >
    <Icon name="compare" />
    {label}
  </a>
)
