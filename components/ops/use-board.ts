'use client'

import { useEffect, useState } from 'react'
import type { Board } from '@/server/operations/model'

/** The board as it is now: what the page was rendered with, and every change that the shop tells of. */
export function useBoard(first: Board): { board: Board; live: boolean; now: number } {
  const [board, setBoard] = useState(first)
  const [live, setLive] = useState(false)
  const [now, setNow] = useState(() => latestIn(first))

  useEffect(() => {
    const source = new EventSource('/api/operations/live')
    source.addEventListener('open', () => setLive(true))
    source.addEventListener('error', () => setLive(false))
    source.addEventListener('board', (event) => {
      const told = JSON.parse(event.data) as Partial<Board> // what the route's schema says
      setBoard((current) => ({ ...current, ...told }))
      setNow(Date.now())
    })
    const clock = setInterval(() => setNow(Date.now()), 30_000)
    return () => {
      source.close()
      clearInterval(clock)
    }
  }, [])

  return { board, live, now }
}

/** Until the browser's clock is asked, now is when something happened last: server and browser must render the same. */
function latestIn({ orders, audit }: Board): number {
  const times = [
    ...(orders.state === 'ready' ? orders.rows.map((row) => row.lastAt) : []),
    ...(audit.state === 'ready' ? audit.rows.map((row) => row.at) : []),
  ]
  return Math.max(0, ...times.map((time) => Date.parse(time)))
}
