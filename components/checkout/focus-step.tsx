'use client'

import { useEffect, useRef } from 'react'

/** When another section opens, that is where one goes on, by keyboard and by ear. */
export function FocusStep({ number }: { number: number }) {
  const before = useRef(number)
  useEffect(() => {
    if (before.current === number) return
    before.current = number
    document.getElementById(`step-${number}`)?.focus()
  }, [number])
  return null
}
