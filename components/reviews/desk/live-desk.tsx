'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import type { Board } from '@/server/operations/model'

/** Reads the page anew whenever the board tells of other reviews that wait, and says whether it would hear of it. */
export function LiveDesk({ live, notLive }: { live: string; notLive: string }) {
  const [connected, setConnected] = useState(false)
  const router = useRouter()
  useEffect(() => {
    let known: string | undefined
    const source = new EventSource('/api/operations/live')
    source.addEventListener('open', () => setConnected(true))
    source.addEventListener('error', () => setConnected(false))
    source.addEventListener('board', (event) => {
      const { opinions } = JSON.parse(event.data) as Partial<Board> // what the route's schema says
      if (!opinions) return
      const told = JSON.stringify(opinions)
      if (known !== undefined && known !== told) router.refresh()
      known = told
    })
    return () => source.close()
  }, [router])
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
