'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import type { Locale } from '@/lib/markets'

interface Props {
  locale: Locale
  current: boolean
  className: string
  children: ReactNode
}

/** The same page in another market. */
export function RegionLink({ locale, current, className, children }: Props) {
  const path = usePathname()
  return (
    <a
      href={path.replace(/^\/[^/]+/, `/${locale}`)}
      hrefLang={locale}
      aria-current={current ? 'true' : undefined}
      className={className}
    >
      {children}
    </a>
  )
}
