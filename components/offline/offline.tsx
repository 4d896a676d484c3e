'use client'

import { useEffect, useSyncExternalStore } from 'react'
import { known } from '@/lib/known'

/** Says so while there is no network, and lets the worker come that shows the shop without one: when somebody has touched the page,
 *  so that a first view asks for nothing more. */
export function Offline({ message }: { message: string }) {
  const online = useSyncExternalStore(
    whenChanged,
    () => navigator.onLine,
    () => true,
  )
  useEffect(waitForTouch, [])
  return (
    <output className="no-print fixed inset-x-0 bottom-0 z-40 block bg-ink px-4 py-2 text-center text-xs text-paper empty:hidden">
      {online ? '' : message}
    </output>
  )
}

function whenChanged(tell: () => void) {
  addEventListener('online', tell)
  addEventListener('offline', tell)
  return () => {
    removeEventListener('online', tell)
    removeEventListener('offline', tell)
  }
}

function waitForTouch() {
  if (process.env.NODE_ENV !== 'production' || !('serviceWorker' in navigator)) return
  const touches = ['pointerdown', 'keydown'] as const
  const end = () => {
    for (const touch of touches) removeEventListener(touch, begin)
  }
  const begin = () => {
    end()
    void register()
  }
  for (const touch of touches) addEventListener(touch, begin)
  return end
}

async function register(): Promise<void> {
  const workers = navigator.serviceWorker
  const first = !workers.controller
  try {
    await workers.register('/sw.js')
  } catch {
    return // the browser does not want one, and the shop works as it did
  }
  if (!first) return
  const { active } = await workers.ready
  const files = performance.getEntriesByType('resource').map(({ name }) => name)
  const page = location.href.replace(/#.*/, '')
  const basket =
    known() === 'nothing' ? [] : [`${location.origin}/api/cart?locale=${document.documentElement.lang}`]
  const made = files.filter((name) => /\/_next\/static\/|\/assets\//.test(name))
  active?.postMessage([page, ...basket, ...made], [])
}
