'use client'

import { useCallback, useEffect, useRef, useState } from 'react'
import useSWR from 'swr'
import type { Progress } from '@/components/uploads/pace'
import { pace } from '@/components/uploads/pace'
import { send } from '@/components/uploads/send'
import { sendParts } from '@/components/uploads/send-parts'
import {
  fileAtHand,
  forget,
  isSame,
  remember,
  type Unfinished,
  unfinished,
} from '@/components/uploads/unfinished'
import { ApiProblem, ask } from '@/lib/api'
import type { Purpose, UploadBegun, UploadView } from '@/server/assets/model'

/** Milliseconds between two looks at a check, and how many looks there are: it takes seconds, and nobody waits for ever. */
const lookEvery = 1_200
const mostLooks = 60

export type Stage =
  | { readonly kind: 'idle' }
  /** Begun earlier, and the browser wants to be given the file again. */
  | { readonly kind: 'unfinished'; readonly upload: Unfinished }
  | { readonly kind: 'sending'; readonly progress: Progress }
  | { readonly kind: 'checking'; readonly slow: boolean }
  | { readonly kind: 'ready'; readonly upload: UploadView }
  /** `refused` before a byte was sent, `reason` after the check. */
  | { readonly kind: 'failed'; readonly refused?: string; readonly reason?: UploadView['reason'] }

type Tell = (progress: Progress) => void

const idle: Stage = { kind: 'idle' }
const pathOf = (id: string) => `/api/uploads/${id}`

/** One upload from the choice of the file to the verdict.
 *  @param begun what is to be done once there is leave and before anything is sent; where it is refused, nothing is */
export function useUpload(
  purpose: Purpose,
  ready: (upload: UploadView) => void,
  begun?: (id: string) => Promise<unknown>,
) {
  const [stage, setStage] = useState<Stage>(idle)
  const [checking, setChecking] = useState<string>()
  const sending = useRef<{ id: string; control: AbortController }>(undefined)
  const looks = useRef(0)
  /** Counts choices and cancellations: what was begun before the last one is no longer wanted. */
  const wanted = useRef(0)
  const onBegun = useRef(begun)
  useEffect(() => {
    onBegun.current = begun
  })

  useSWR(checking ? pathOf(checking) : null, ask<UploadView>, {
    refreshInterval: () => (looks.current < mostLooks ? lookEvery : 0),
    dedupingInterval: 0,
    onSuccess(upload) {
      looks.current++
      if (isOpen(upload)) {
        if (looks.current === mostLooks) setStage({ kind: 'checking', slow: true })
        return
      }
      setChecking(undefined)
      if (upload.state === 'ready') ready(upload)
      setStage(verdictOn(upload))
    },
  })

  const look = useCallback((id: string) => {
    looks.current = 0
    setStage({ kind: 'checking', slow: false })
    setChecking(id)
  }, [])

  const tell = useCallback((progress: Progress) => setStage({ kind: 'sending', progress }), [])

  const run = useCallback(
    async (id: string, work: (signal: AbortSignal, tell: Tell) => Promise<unknown>) => {
      const control = new AbortController()
      sending.current = { id, control }
      try {
        // An answer may come after the shopper has cancelled.
        await work(control.signal, (progress) => control.signal.aborted || tell(progress))
        await forget(id)
        look(id)
      } catch (error) {
        if (control.signal.aborted) return
        if (error instanceof ApiProblem) await forget(id)
        setStage({ kind: 'failed', refused: error instanceof ApiProblem ? error.code : 'broken' })
      }
    },
    [look, tell],
  )

  const goOn = useCallback(
    async (upload: Unfinished, file: File) => {
      const known = await ask<UploadView>(pathOf(upload.id))
      const { parts } = known
      if (known.state !== 'awaiting' || !parts) {
        await forget(upload.id)
        return isOpen(known) ? look(upload.id) : setStage(verdictOn(known))
      }
      tell({ sent: 0, total: file.size, offline: false })
      return run(upload.id, (signal, told) => sendParts({ id: upload.id, parts }, file, told, signal))
    },
    [look, run, tell],
  )

  const start = useCallback(
    async (file: File, product?: string, handle?: FileSystemFileHandle) => {
      const mine = ++wanted.current
      const same = (await unfinished(purpose)).find((one) => isSame(one, file))
      try {
        if (same) return await goOn(same, file)
        tell({ sent: 0, total: file.size, offline: false })
        const wish = { purpose, type: file.type, size: file.size, name: file.name, product }
        const { id, form, parts } = await ask<UploadBegun>('/api/uploads', 'POST', wish)
        try {
          await onBegun.current?.(id)
        } catch (error) {
          await ask(pathOf(id), 'DELETE')
          throw error
        }
        if (parts) {
          const { name, size, lastModified } = file
          await remember({ id, purpose, name, size, lastModified, handle })
        }
        if (wanted.current !== mine) {
          await forget(id)
          return void (await ask(pathOf(id), 'DELETE'))
        }
        if (parts) return await run(id, (signal, told) => sendParts({ id, parts }, file, told, signal))
        if (form) return await run(id, (signal, told) => sendForm(form, file, told, signal))
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error
        setStage({ kind: 'failed', refused: error.code })
      }
    },
    [purpose, goOn, run, tell],
  )

  /** Stops, and removes what was sent. */
  const cancel = useCallback(async (id?: string) => {
    const current = id ?? sending.current?.id
    wanted.current++
    sending.current?.control.abort()
    sending.current = undefined
    setChecking(undefined)
    setStage(idle)
    if (current === undefined) return
    await forget(current)
    try {
      await ask(pathOf(current), 'DELETE')
    } catch (error) {
      // What is not there, or belongs to the guest that a customer once was, need not be taken back.
      if (!(error instanceof ApiProblem)) throw error
      if (error.status !== 404) setStage({ kind: 'failed', refused: error.code })
    }
  }, [])

  useEffect(() => {
    let left = false
    void (async () => {
      const [newest] = await unfinished(purpose)
      if (!newest || left) return
      const file = await fileAtHand(newest)
      if (left) return
      try {
        if (file) await goOn(newest, file)
        else setStage({ kind: 'unfinished', upload: newest })
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error
        // Somebody else has signed in, or it was cancelled in another tab.
        if (error.status === 404) await forget(newest.id)
        setStage(idle)
      }
    })()
    return () => {
      left = true
      sending.current?.control.abort()
    }
  }, [purpose, goOn])

  return { stage, start, cancel }
}

const isOpen = ({ state }: UploadView): boolean => state === 'awaiting' || state === 'checking'

function verdictOn(upload: UploadView): Stage {
  if (upload.state === 'ready') return { kind: 'ready', upload }
  return upload.state === 'quarantined' ? { kind: 'failed', reason: upload.reason } : idle
}

async function sendForm(
  { url, fields }: NonNullable<UploadBegun['form']>,
  file: File,
  tell: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<void> {
  const { moved } = pace(file.size, tell)
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  form.set('file', file)
  await send('POST', url, form, (sent) => moved(Math.min(sent, file.size)), signal)
}
