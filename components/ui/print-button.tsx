'use client'

import { button } from '@/components/ui/button'
import { useHydrated } from '@/components/ui/use-hydrated'

/** Prints the page. Without JavaScript there is the browser's own menu. */
export const PrintButton = ({ label }: { label: string }) =>
  useHydrated() ? (
    <button type="button" onClick={() => print()} className={button('quiet')}>
      {label}
    </button>
  ) : null
