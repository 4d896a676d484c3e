'use client'

import { useRef, useState } from 'react'
import useSWR from 'swr'
import { useUpload } from '@/components/uploads/use-upload'
import { ask } from '@/lib/api'
import type { PictureArrival, PictureWish } from '@/server/content/model'

/** Milliseconds: the import follows the check within a second or two. */
const lookEvery = 800

type Wish = Omit<PictureWish, 'upload'>

/** A picture from the choice of its file until it is in the library. What is said of it goes first, so that whoever leaves once the file
 *  is sent need not come back.
 *  @param done is told the name under which it is there */
export function useBringing(done: (name: string) => void) {
  const wish = useRef<Wish>(undefined)
  const [passed, setPassed] = useState<string>()
  const [refused, setRefused] = useState<PictureArrival['reason']>()
  const { stage, start, cancel } = useUpload(
    'editorial',
    ({ id }) => setPassed(id),
    (upload) => ask('/api/content/pictures', 'POST', { ...wish.current, upload }),
  )
  useSWR(passed && `/api/content/pictures/arrivals/${passed}`, ask<PictureArrival>, {
    refreshInterval: lookEvery,
    dedupingInterval: 0,
    onSuccess({ state, reason, name }) {
      if (state !== 'imported' && state !== 'refused') return
      setPassed(undefined)
      if (state === 'imported') done(name)
      else setRefused(reason)
    },
  })

  async function bring(file: File, said: Wish) {
    wish.current = said
    setRefused(undefined)
    await start(file)
  }
  const busy = stage.kind === 'sending' || stage.kind === 'checking' || passed !== undefined
  return { stage, busy, importing: passed !== undefined, refused, bring, cancel }
}
