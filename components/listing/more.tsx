'use client'

import { type MouseEvent, useState } from 'react'
import { button } from '@/components/ui/button'

interface Props {
  /** Of the next page; without JavaScript it is simply gone to. */
  href: string
  label: string
  loading: string
  /** Of the list, so that what is added stands as the rest does. */
  className: string
}

/** More of the same below what is there: for those who would rather scroll than turn pages. */
export function More({ href, label, loading, className }: Props) {
  const [pages, setPages] = useState<readonly string[]>([])
  const [next, setNext] = useState<string | undefined>(href)
  const [busy, setBusy] = useState(false)

  async function show(event: MouseEvent<HTMLAnchorElement>) {
    if (!next || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    if (busy) return
    setBusy(true)
    try {
      const answer = await fetch(next)
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const cards = page.querySelector('[data-cards]')
      if (!answer.ok || !cards) return location.assign(next)
      setPages([...pages, cards.innerHTML])
      setNext(page.querySelector<HTMLAnchorElement>('a[data-more]')?.getAttribute('href') ?? undefined)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      location.assign(next) // no connection: the browser says so, or shows what it has kept
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      {pages.map((html, index) => (
        // The server's own markup of the same list.
        <ul
          key={index}
          className={`${className} mt-10 md:mt-14`}
          dangerouslySetInnerHTML={{ __html: html }}
        />
      ))}
      {next && (
        <p className="mt-14 flex justify-center">
          <a href={next} data-more rel="next" onClick={show} aria-busy={busy} className={button('quiet')}>
            {busy ? loading : label}
          </a>
        </p>
      )}
    </>
  )
}
