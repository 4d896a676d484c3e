'use client'

import { useRouter } from 'next/navigation'
import { type FormEvent, type MouseEvent, type ReactNode, useTransition } from 'react'

/** Follows links and forms marked `data-soft` without leaving one's place on the page; without JavaScript they are ordinary. */
export function SoftLinks({ children, className }: { children: ReactNode; className?: string }) {
  const router = useRouter()
  const [pending, start] = useTransition()

  function onClick(event: MouseEvent<HTMLElement>) {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link?.hasAttribute('data-soft') || event.defaultPrevented) return
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    link.closest('details[data-closing]')?.removeAttribute('open')
    start(() => router.push(link.pathname + link.search, { scroll: false }))
  }

  function onSubmit(event: FormEvent<HTMLElement>) {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || !form.hasAttribute('data-soft')) return
    event.preventDefault()
    const fields = new URLSearchParams()
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.set(name, value)
    start(async () => {
      // The redirect says which path the form means.
      const { url, ok } = await fetch(`${form.action}?${fields}`)
      const to = new URL(url)
      if (ok) router.push(to.pathname + to.search, { scroll: false })
      else form.submit()
    })
  }

  return (
    // Keyboard users reach the links themselves; this only listens.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <div onClick={onClick} onSubmit={onSubmit} data-pending={pending || undefined} className={className}>
      {children}
    </div>
  )
}
