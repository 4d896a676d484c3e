'use client'

import { useSyncExternalStore } from 'react'
import { isKnown, whenKnown } from '@/lib/known'

/** Whether to ask for what is personal at all; never on the server, whose pages are everyone's. */
export const useKnown = (): boolean => useSyncExternalStore(whenKnown, isKnown, () => false)
