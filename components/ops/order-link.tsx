import type { ReactNode } from 'react'
import { consolePaths } from '@/lib/console-paths'

/** The way to an order's file. @param part of the page, by its id */
export function OrderLink({ id, part, children }: { id: string; part?: string; children: ReactNode }) {
  return (
    <a
      href={consolePaths.order(id) + (part ? `#${part}` : '')}
      className="link font-medium whitespace-nowrap"
    >
      <bdi>{children}</bdi>
    </a>
  )
}
