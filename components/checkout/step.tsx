import type { ReactNode } from 'react'
import { formatNumber } from '@/lib/i18n/format'
import type { Locale } from '@/lib/markets'

interface Props {
  number: number
  title: string
  open: boolean
  /** What was told, once it is done. */
  told?: ReactNode
  /** Where it can be changed. */
  change?: { href: string; label: string; name: string }
  locale: Locale
  children: ReactNode
}

/** One section of the checkout. */
export function Step({ number, title, open, told, change, locale, children }: Props) {
  return (
    <li className="grid grid-cols-[2rem_1fr] border-t border-ink py-6 md:grid-cols-[3.5rem_1fr]">
      <span aria-hidden="true" className={`headline text-xl ${open || told ? '' : 'text-ink-3'}`}>
        {formatNumber(number, locale)}
      </span>
      <section className="min-w-0" aria-labelledby={`step-${number}`}>
        <div className="flex items-baseline justify-between gap-4">
          <h2
            id={`step-${number}`}
            tabIndex={-1}
            className={`headline text-xl outline-none ${open || told ? '' : 'text-ink-3'}`}
          >
            {title}
          </h2>
          {!open && told && change && (
            <a href={change.href} className="link text-sm" aria-label={change.name}>
              {change.label}
            </a>
          )}
        </div>
        {open ? (
          <div className="mt-6">{children}</div>
        ) : (
          told && <div className="mt-3 text-sm text-ink-2">{told}</div>
        )}
      </section>
    </li>
  )
}
