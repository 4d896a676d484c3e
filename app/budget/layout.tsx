import type { Metadata } from 'next'
import type { ReactNode } from 'react'

export const metadata: Metadata = { title: 'Empty', robots: { index: false, follow: false } }

/** The layout of the empty page alone: nothing of the shop is on it. */
export default function BudgetLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  )
}
