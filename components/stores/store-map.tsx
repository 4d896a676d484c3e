'use client'

import { useEffect, useRef, useState } from 'react'
import { button } from '@/components/ui/button'
import type { Messages } from '@/lib/i18n/messages'
import { type Locale, marketOf } from '@/lib/markets'

interface Props {
  places: readonly { readonly slug: string; readonly name: string; readonly at: [number, number] }[]
  locale: Locale
  messages: Messages<'stores.map' | 'stores.showMap' | 'tracking.zoomIn' | 'tracking.zoomOut'>
}

/** Where the stores of a market are. The map is heavy, so it comes when somebody wants it. */
export function StoreMap({ places, locale, messages }: Props) {
  const [wanted, setWanted] = useState(false)
  const place = useRef<HTMLElement>(null)
  useEffect(() => {
    const element = place.current
    if (!wanted || !element) return
    let close: (() => void) | undefined
    let gone = false
    const draw = async () => {
      const { drawStores } = await import('@/components/stores/draw-stores')
      if (gone) return
      const { id, language } = marketOf(locale)
      close = drawStores(element, id, language, places, [
        messages['tracking.zoomIn'],
        messages['tracking.zoomOut'],
      ])
    }
    void draw()
    return () => {
      gone = true
      close?.()
    }
  }, [wanted, places, locale, messages])
  return wanted ? (
    <section ref={place} className="parcel-map" aria-label={messages['stores.map']} dir="ltr" />
  ) : (
    <div className="parcel-map grid place-items-center">
      <button type="button" onClick={() => setWanted(true)} className={`${button('quiet')} bg-raised`}>
        {messages['stores.showMap']}
      </button>
    </div>
  )
}
