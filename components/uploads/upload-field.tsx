'use client'

import { type ChangeEvent, type MouseEvent, useId, useState } from 'react'
import { button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { useHydrated } from '@/components/ui/use-hydrated'
import { failureText, type UploadMessages } from '@/components/uploads/messages'
import { ProgressLine } from '@/components/uploads/progress-line'
import { pickToKeep } from '@/components/uploads/unfinished'
import { useUpload } from '@/components/uploads/use-upload'
import { format } from '@/lib/i18n/format'
import type { Locale } from '@/lib/markets'
import type { Purpose, UploadView } from '@/server/assets/model'

interface Props {
  purpose: Purpose
  label: string
  hint: string
  accept: readonly string[]
  locale: Locale
  messages: UploadMessages
  /** What there is already. */
  current?: Pick<UploadView, 'id' | 'picture'>
  /** The product that it is about. */
  product?: string
  /** Large files go on after a reload: the browser is asked to let the page keep hold of them. */
  keep?: boolean
  ready?: (upload: UploadView) => void
  removed?: () => void
}

/** A place at which one file can be uploaded: chosen, watched, cancelled, tried again, removed. */
export function UploadField({ purpose, label, hint, accept, locale, messages, ...more }: Props) {
  const { current, product, keep = false, ready, removed } = more
  const [there, setThere] = useState(current)
  const id = useId()
  const hydrated = useHydrated()
  const { stage, start, cancel } = useUpload(purpose, (upload) => {
    setThere(upload)
    ready?.(upload)
  })
  const busy = stage.kind === 'sending' || stage.kind === 'checking'

  function chosen(event: ChangeEvent<HTMLInputElement>) {
    const [file] = event.target.files ?? []
    event.target.value = ''
    if (file) void start(file, product)
  }
  function picking(event: MouseEvent<HTMLInputElement>) {
    const picked = keep ? pickToKeep(accept) : undefined
    if (!picked) return
    event.preventDefault()
    void picked.then(async (handle) => {
      if (handle !== 'cancelled') await start(await handle.getFile(), product, handle)
    })
  }
  async function remove(upload: Pick<UploadView, 'id'>) {
    await cancel(upload.id)
    setThere(undefined)
    removed?.()
  }

  return (
    <div className="grid gap-3">
      {there?.picture && (
        // biome-ignore lint/performance/noImgElement: a private picture behind a URL that soon ends
        <img
          src={there.picture.src}
          width={there.picture.width}
          height={there.picture.height}
          alt={label}
          className="size-28 bg-sunk object-cover"
        />
      )}
      <div className="grid gap-1.5">
        <label htmlFor={id} className="text-sm">
          {label}
        </label>
        <input
          id={id}
          type="file"
          accept={accept.join(',')}
          disabled={!hydrated || busy}
          onChange={chosen}
          onClick={picking}
          aria-describedby={`${id}-hint`}
          className="text-sm file:me-4 file:min-h-11 file:cursor-pointer file:rounded-md file:border file:border-control file:bg-transparent file:px-4 file:text-ink hover:file:border-ink disabled:text-ink-3 disabled:file:cursor-not-allowed"
        />
        <p id={`${id}-hint`} className="text-xs text-ink-3">
          {hint}
        </p>
        <noscript>
          <p className="text-xs text-warn">{messages['upload.script']}</p>
        </noscript>
      </div>
      {stage.kind === 'unfinished' && (
        <Notice>
          {format(messages['upload.resume'], { name: stage.upload.name }, locale)}{' '}
          <button type="button" className={button('bare')} onClick={() => void cancel(stage.upload.id)}>
            {messages['upload.cancel']}
          </button>
        </Notice>
      )}
      {stage.kind === 'sending' && (
        <div className="flex flex-wrap items-end gap-4">
          <ProgressLine {...{ label, locale, messages }} progress={stage.progress} />
          <button type="button" className={button('bare')} onClick={() => void cancel()}>
            {messages['upload.cancel']}
          </button>
        </div>
      )}
      {stage.kind === 'checking' && (
        <Notice>{messages[stage.slow ? 'upload.slow' : 'upload.checking']}</Notice>
      )}
      {stage.kind === 'ready' && <Notice tone="good">{messages['upload.ready']}</Notice>}
      {stage.kind === 'failed' && (
        <Notice tone="bad">
          {failureText(stage, messages)} {messages['upload.again']}.
        </Notice>
      )}
      {there && !busy && (
        <button
          type="button"
          className={`${button('bare')} justify-self-start`}
          onClick={() => void remove(there)}
        >
          {messages['upload.remove']}
        </button>
      )}
    </div>
  )
}
