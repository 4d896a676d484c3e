'use client'

import { useSyncExternalStore } from 'react'
import { type Known, known, whenKnown } from '@/lib/known'

/** What there is to ask for; nothing on the server, whose pages are everyone's. */
export const useKnown = (): Known => useSyncExternalStore(whenKnown, known, () => 'nothing')
