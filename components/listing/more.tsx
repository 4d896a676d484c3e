'use client'

import { type MouseEvent, useEffect, useState } from 'react'
import { Added } from '@/components/listing/added'
import { type Kept, keptInHistory, keepInHistory, keepPlaceInHistory } from '@/components/listing/kept'
import { button } from '@/components/ui/button'
import type { Locale } from '@/lib/markets'

interface Props {
  /** Of the next page; without JavaScript it is simply gone to. */
  href: string
  label: string
  loading: string
  /** Of the list, so that what is added stands as the rest does. */
  className: string
  locale: Locale
}

interface Loaded {
  html: string
  next: string | undefined
}

/** More of the same below what is there: for those who would rather scroll than turn pages. Whoever comes back finds it again. */
export function More({ href, label, loading, className, locale }: Props) {
  const [pages, setPages] = useState<readonly Loaded[]>([])
  const [kept, setKept] = useState<Kept>()
  const [busy, setBusy] = useState(false)
  const last = pages.at(-1)
  const next = last ? last.next : href

  useEffect(() => {
    const before = keptInHistory(href)
    if (before.pages === 0) return
    let gone = false
    setKept(before)
    const bring = async () => {
      const found = await load(href, before.pages)
      if (gone) return
      setPages(found)
      setKept(undefined)
    }
    void bring()
    return () => {
      gone = true
    }
  }, [href])

  // The room for what was there is there at once, so the place is, too.
  useEffect(() => {
    if (kept) scrollTo({ top: kept.y, behavior: 'instant' })
  }, [kept])

  useEffect(() => {
    if (pages.length === 0) return
    keepInHistory(href, pages.length)
    const note = () => keepPlaceInHistory(href)
    // Some browsers forget what is noted on the way out.
    for (const moment of ['scrollend', 'pagehide']) addEventListener(moment, note)
    return () => {
      for (const moment of ['scrollend', 'pagehide']) removeEventListener(moment, note)
    }
  }, [href, pages])

  async function show(event: MouseEvent<HTMLAnchorElement>) {
    if (!next || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    if (busy) return
    setBusy(true)
    const found = await load(next, 1)
    if (found.length === 0)
      location.assign(next) // the browser says what is the matter, or shows what it has kept
    else setPages([...pages, ...found])
    setBusy(false)
  }

  return (
    <>
      {kept && <div aria-hidden="true" style={{ blockSize: kept.height }} />}
      {pages.map(({ html }, index) => (
        <Added key={index} html={html} locale={locale} className={`${className} mt-10 md:mt-14`} />
      ))}
      {next && (
        <p className="mt-14 flex justify-center">
          <a
            href={next}
            data-more
            rel="next"
            onClick={show}
            aria-busy={busy || kept !== undefined}
            className={button('quiet')}
          >
            {busy || kept ? loading : label}
          </a>
        </p>
      )}
    </>
  )
}

/** Some pages of the list, one after the other; as many as can be had. */
async function load(from: string, most: number): Promise<Loaded[]> {
  const found: Loaded[] = []
  let next: string | undefined = from
  while (next !== undefined && found.length < most) {
    try {
      const answer = await fetch(next)
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      const cards = page.querySelector('[data-cards]')
      if (!answer.ok || !cards) return found
      next = page.querySelector<HTMLAnchorElement>('a[data-more]')?.getAttribute('href') ?? undefined
      found.push({ html: cards.innerHTML, next })
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      return found // no connection
    }
  }
  return found
}
