'use client'

import { useEffect } from 'react'
import { takeCompanions } from '@/components/compare/take-companions'

/** Lets the picture of a card grow into that of the product's page, where the browser can do so between pages; and takes along what was
 *  compared before. */
export function Morph() {
  useEffect(() => {
    function onClick(event: MouseEvent) {
      const link = event.target instanceof Element ? event.target.closest('a[href*="/p/"]') : null
      const picture = link?.closest('article, [data-morph-link]')?.querySelector<HTMLElement>('[data-morph]')
      if (!picture) return
      for (const other of document.querySelectorAll<HTMLElement>('[data-morph-target]')) {
        other.style.viewTransitionName = 'none'
      }
      picture.style.viewTransitionName = 'product'
    }
    /** A page that comes back out of the browser's memory has its names still. */
    function onShow() {
      for (const picture of document.querySelectorAll<HTMLElement>('[data-morph]')) {
        picture.style.viewTransitionName = ''
      }
    }
    addEventListener('click', onClick)
    addEventListener('click', takeCompanions)
    addEventListener('pageshow', onShow)
    return () => {
      removeEventListener('click', onClick)
      removeEventListener('click', takeCompanions)
      removeEventListener('pageshow', onShow)
    }
  }, [])
  return null
}
