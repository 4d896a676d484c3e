'use client'

import { useSyncExternalStore } from 'react'

const never = () => () => undefined

/** Whether JavaScript has taken over the page by now. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
