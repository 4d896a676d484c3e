'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import type { Tracking } from '@/server/delivery/tracking'

/** Where the parcels are now: what the page was rendered with, and all that the shop tells since. When the order has come further,
 *  the page is read anew. */
export function useTracking(first: Tracking, live: string): Tracking {
  const [tracking, setTracking] = useState(first)
  const router = useRouter()
  const known = `${first.fulfilment} ${first.parcels.map(({ id }) => id).join()}`
  useEffect(() => {
    const source = new EventSource(live)
    source.addEventListener('tracking', (event) => {
      const told = JSON.parse(event.data) as Tracking // what the route's schema says
      setTracking(told)
      if (`${told.fulfilment} ${told.parcels.map(({ id }) => id).join()}` !== known) router.refresh()
    })
    return () => source.close()
  }, [live, known, router])
  return tracking
}
