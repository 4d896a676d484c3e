'use client'

import { useRef, useState } from 'react'
import useSWR from 'swr'
import { useUpload } from '@/components/uploads/use-upload'
import { ask } from '@/lib/api'
import type { PictureArrival, PictureWish } from '@/server/content/model'

/** Milliseconds between two looks, and how many there are: the import follows the check within a second or two. */
const lookEvery = 800
const mostLooks = 75

type Wish = Omit<PictureWish, 'upload'>

/** A picture from the choice of its file until it is in the library. What is said of it goes first, so that whoever leaves once the file
 *  is sent need not come back.
 *  @param done is called when it is */
export function useBringing(done: () => void) {
  const wish = useRef<Wish>(undefined)
  const [name, setName] = useState('')
  const [there, setThere] = useState(false)
  const [passed, setPassed] = useState<string>()
  const looks = useRef(0)
  const [late, setLate] = useState(false)
  const [refused, setRefused] = useState<PictureArrival['reason']>()
  const { stage, start, cancel } = useUpload(
    'editorial',
    ({ id }) => setPassed(id),
    (upload) => ask('/api/content/pictures', 'POST', { ...wish.current, upload }),
  )
  useSWR(passed && `/api/content/pictures/arrivals/${passed}`, ask<PictureArrival>, {
    refreshInterval: () => (looks.current < mostLooks ? lookEvery : 0),
    dedupingInterval: 0,
    onSuccess({ state, reason }) {
      looks.current++
      if (state !== 'imported' && state !== 'refused') return setLate(looks.current === mostLooks)
      setPassed(undefined)
      if (state === 'refused') return setRefused(reason)
      setThere(true)
      done()
    },
  })

  async function bring(file: File, said: Wish) {
    wish.current = said
    setName(said.name)
    forget()
    await start(file)
  }
  /** What became of the last one is told no longer. */
  function forget() {
    setRefused(undefined)
    setThere(false)
    setLate(false)
    looks.current = 0
  }
  const busy = stage.kind === 'sending' || stage.kind === 'checking' || passed !== undefined
  const outcome = { stage, importing: passed !== undefined, late, refused, name, there }
  return { outcome, busy, bring, forget, cancel }
}
