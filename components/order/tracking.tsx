'use client'

import { useEffect, useRef } from 'react'
import type { ParcelMap } from '@/components/order/parcel-map'
import { useTracking } from '@/components/order/use-tracking'
import type { TrackingMessages } from '@/components/order/tracking-messages'
import { format } from '@/lib/i18n/format'
import { arrival } from '@/lib/i18n/dates'
import { type Locale, marketOf } from '@/lib/markets'
import type { Tracking as TrackingView } from '@/server/delivery/tracking'

type Parcel = TrackingView['parcels'][number]

interface Props {
  first: TrackingView
  /** Address of the live events. */
  live: string
  locale: Locale
  messages: TrackingMessages
}

/** Where the parcels of an order are, in words and on a map, live. */
export function Tracking({ first, live, locale, messages }: Props) {
  const tracking = useTracking(first, live)
  return tracking.parcels.map((parcel) => (
    <section
      key={parcel.id}
      id={`map-${parcel.id}`}
      aria-label={format(messages['tracking.title'], { number: parcel.tracking }, locale)}
      className="scroll-mt-6"
    >
      <Sentence parcel={parcel} timeZone={tracking.timeZone} locale={locale} messages={messages} />
      <ParcelOnMap market={tracking.market} parcel={parcel} locale={locale} messages={messages} />
    </section>
  ))
}

function Sentence({
  parcel,
  timeZone,
  locale,
  messages,
}: {
  parcel: Parcel
  timeZone: string
  locale: Locale
  messages: TrackingMessages
}) {
  const distance = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'kilometer',
    maximumFractionDigits: 0,
  })
  const kilometres = distance.format(Math.max(1, Math.round(parcel.metresLeft / 1000)))
  return (
    <p role="status" className="flex flex-wrap justify-between gap-x-6 gap-y-1 pb-3 text-sm">
      <span>
        {parcel.seenAt
          ? format(messages['tracking.left'], { distance: kilometres }, locale)
          : messages['tracking.soon']}
      </span>
      {parcel.expectedAt && (
        <span className="text-ink-2">
          {format(
            messages['tracking.expected'],
            { when: arrival(parcel.expectedAt, locale, timeZone) },
            locale,
          )}
        </span>
      )}
    </p>
  )
}

function ParcelOnMap({
  market,
  parcel,
  locale,
  messages,
}: {
  market: string
  parcel: Parcel
  locale: Locale
  messages: TrackingMessages
}) {
  const place = useRef<HTMLDivElement>(null)
  const map = useRef<ParcelMap>(undefined)
  const latest = useRef(parcel)

  useEffect(() => {
    latest.current = parcel
    map.current?.show(parcel)
  }, [parcel])

  useEffect(() => {
    const element = place.current
    if (!element) return
    let gone = false
    const seen = new IntersectionObserver(async ([entry]) => {
      if (!entry?.isIntersecting || map.current) return
      seen.disconnect()
      const { parcelMap } = await import('@/components/order/parcel-map')
      if (gone) return
      const zoom: [string, string] = [messages['tracking.zoomIn'], messages['tracking.zoomOut']]
      map.current = parcelMap(element, market, latest.current, marketOf(locale).language, zoom)
    })
    seen.observe(element)
    return () => {
      gone = true
      seen.disconnect()
      map.current?.close()
      map.current = undefined
    }
  }, [market, locale, messages])

  return (
    <div
      ref={place}
      className="parcel-map no-print"
      aria-label={messages['tracking.map']}
      role="region"
      dir="ltr"
    />
  )
}
