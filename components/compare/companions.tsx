'use client'

import { useEffect } from 'react'
import { comparedBefore } from '@/lib/compared'

/** Remembers what is compared, to take it along to the next comparison (`takeCompanions`). */
export function Companions({ compared }: { compared: readonly string[] }) {
  useEffect(() => comparedBefore.write(compared), [compared])
  return null
}
