'use client'

import { usePathname } from 'next/navigation'

/** Where a page of the account is, and what it is called. */
export type AccountPage = readonly [href: string, name: string]

/** Links to the pages of the account; the one that is open stands out. */
export function AccountPages({ pages }: { pages: readonly AccountPage[] }) {
  const path = usePathname()
  return pages.map(([href, name]) => (
    <li key={href}>
      <a
        href={href}
        aria-current={path === href ? 'page' : undefined}
        className="inline-block py-2 text-ink-2 underline-offset-4 hover:text-ink hover:underline aria-[current]:font-medium aria-[current]:text-ink"
      >
        {name}
      </a>
    </li>
  ))
}
