'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import { Icon } from '@/components/ui/icon'

interface Props {
  label: string
  close: string
  zoom: string
  /** One `li` for each photograph. */
  children: ReactNode
}

/** Photographs in full, side by side to be swiped; a second look shows them larger than the window. It opens without JavaScript, which
 *  begins at the photograph that was touched and lets the arrow keys turn. */
export function Enlarged({ label, close, zoom, children }: Props) {
  const strip = useRef<HTMLUListElement>(null)
  useEffect(() => {
    const photo = (index: number) => strip.current?.children.item(index)
    function onClick(event: MouseEvent) {
      const opener = event.target instanceof Element ? event.target.closest('[data-photo]') : null
      if (!(opener instanceof HTMLElement)) return
      const index = Number(opener.dataset.photo)
      // It has no size before it is open.
      requestAnimationFrame(() => photo(index)?.scrollIntoView({ inline: 'start', behavior: 'instant' }))
    }
    addEventListener('click', onClick)
    return () => removeEventListener('click', onClick)
  }, [])
  function lookAtTheMiddle() {
    for (const photo of strip.current?.children ?? []) {
      const aside = (photo.scrollWidth - photo.clientWidth) / 2
      photo.scrollTo({
        top: (photo.scrollHeight - photo.clientHeight) / 2,
        left: photo.matches(':dir(rtl)') ? -aside : aside,
        behavior: 'instant',
      })
    }
  }
  return (
    <div id="photos" popover="auto" aria-label={label} role="dialog" className="enlarged">
      <div className="absolute end-3 top-3 z-10 flex gap-1">
        <label className="zoom grid size-11 place-items-center has-focus-visible:outline-2 has-focus-visible:outline-accent">
          <input type="checkbox" className="sr-only" aria-label={zoom} onChange={lookAtTheMiddle} />
          <Icon name="search" />
        </label>
        <button
          type="button"
          popoverTarget="photos"
          popoverTargetAction="hide"
          className="grid size-11 place-items-center bg-raised"
          aria-label={close}
        >
          <Icon name="close" />
        </button>
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, so the keyboard must reach it */}
      <ul ref={strip} tabIndex={0} aria-label={label}>
        {children}
      </ul>
    </div>
  )
}
