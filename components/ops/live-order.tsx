'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'

interface Props {
  order: string
  /** What it says while it is connected, and while it is not. */
  live: string
  notLive: string
}

/** Reads the page anew whenever the order or its money has changed, and says whether it would hear of it. */
export function LiveOrder({ order, live, notLive }: Props) {
  const [connected, setConnected] = useState(false)
  const router = useRouter()
  useEffect(() => {
    let known: string | undefined
    const source = new EventSource(`/api/operations/orders/${order}/live`)
    source.addEventListener('open', () => setConnected(true))
    source.addEventListener('error', () => setConnected(false))
    source.addEventListener('order', (event) => {
      if (known !== undefined && known !== event.data) router.refresh()
      known = event.data
    })
    return () => source.close()
  }, [order, router])
  return (
    <p role="status" className="flex items-center gap-2 text-xs text-ink-2">
      <span
        aria-hidden="true"
        className={`size-2.5 rounded-full ${connected ? 'bg-good' : 'border border-control'}`}
      />
      {connected ? live : notLive}
    </p>
  )
}
