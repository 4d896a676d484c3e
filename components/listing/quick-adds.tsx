'use client'

import type { FormEvent, ReactNode } from 'react'
import { openDrawer } from '@/components/cart/drawer-state'
import { useChangeCart } from '@/components/cart/use-cart'
import { ApiProblem } from '@/lib/api'
import type { Locale } from '@/lib/markets'

/** Lets the forms marked `data-quick` within it put things into the basket without leaving the list. */
export function QuickAdds({ locale, children }: { locale: Locale; children: ReactNode }) {
  const change = useChangeCart(locale)

  async function onSubmit(event: FormEvent<HTMLElement>) {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-quick')) return
    event.preventDefault()
    if (form.ariaBusy) return
    form.ariaBusy = 'true'
    try {
      await change({
        path: '/lines',
        method: 'POST',
        body: { sku: new FormData(form).get('sku'), quantity: 1 },
      })
      openDrawer()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      form.submit() // the basket's own page says what is the matter
    } finally {
      form.ariaBusy = null
    }
  }

  return <div onSubmit={onSubmit}>{children}</div>
}
