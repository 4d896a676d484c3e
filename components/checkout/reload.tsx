'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const everyMilliseconds = 2500

/** Looks again while the page is open and in sight. */
export function Reload() {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh()
    }, everyMilliseconds)
    return () => clearInterval(timer)
  }, [router])
  return null
}
