'use client'

import { useRouter } from 'next/navigation'
import { type ChangeEvent, type FormEvent, useId, useRef, useState } from 'react'
import { AltFields } from '@/components/content/desk/alt-fields'
import { BringingState } from '@/components/content/desk/bringing-state'
import { type ChosenFile, openPicture } from '@/components/content/desk/chosen-file'
import { FocusField } from '@/components/content/desk/focus-field'
import type { BringingMessages } from '@/components/content/desk/messages'
import { useBringing } from '@/components/content/desk/use-bringing'
import { button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { useHydrated } from '@/components/ui/use-hydrated'
import { format } from '@/lib/i18n/format'
import type { Locale } from '@/lib/markets'
import type { Copy, PictureDescription } from '@/server/content/model'

interface Props {
  /** The one that is replaced, and what is said of it. */
  replaced?: { name: string } & PictureDescription
  takes: {
    types: readonly string[]
    /** Bytes, at most. */
    most: number
    /** Pixels across, at least. */
    least: number
    hint: string
  }
  locale: Locale
  messages: BringingMessages
}

const middle = { x: 50, y: 50 }

/** Where a picture is brought into the library: its file, its name, its words, and what must stay in sight. */
export function BringPicture({ replaced, takes, locale, messages }: Props) {
  const router = useRouter()
  const id = useId()
  const hydrated = useHydrated()
  const form = useRef<HTMLFormElement>(null)
  const [chosen, setChosen] = useState<ChosenFile>()
  const [wrong, setWrong] = useState<string>()
  const { outcome, busy, bring, forget, cancel } = useBringing(() => {
    close()
    form.current?.reset()
    router.refresh()
  })

  function close() {
    if (chosen) URL.revokeObjectURL(chosen.src)
    setChosen(undefined)
  }
  async function choose({ target }: ChangeEvent<HTMLInputElement>) {
    close()
    forget()
    const [file] = target.files ?? []
    const opened = file && (await look(file))
    if (typeof opened === 'object') setChosen(opened)
    else target.value = ''
    setWrong(typeof opened === 'string' ? opened : undefined)
  }
  /** @returns why it is not taken, in words */
  async function look(file: File): Promise<ChosenFile | string> {
    if (!takes.types.includes(file.type)) return messages['upload.refused.type-not-accepted']
    if (file.size > takes.most) return messages['upload.refused.too-large']
    const opened = await openPicture(file)
    if (!opened) return messages['upload.reason.broken']
    if (opened.width >= takes.least) return opened
    URL.revokeObjectURL(opened.src)
    const { width } = opened
    return format(messages['ops.pictures.tooNarrow'], { width, least: takes.least }, locale)
  }
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (!chosen || busy) return
    const said = new FormData(event.currentTarget)
    const name = replaced?.name ?? String(said.get('name'))
    void bring(chosen.file, { name, replace: replaced !== undefined, ...described(said) })
  }

  return (
    <form ref={form} onSubmit={submit} className="grid gap-x-12 gap-y-8 lg:grid-cols-2">
      <div className="grid content-start gap-6">
        <div className="grid gap-1.5">
          <label htmlFor={id} className="text-sm">
            {messages['ops.pictures.file']}
          </label>
          <input
            id={id}
            type="file"
            required
            accept={takes.types.join(',')}
            disabled={!hydrated || busy}
            onChange={choose}
            aria-describedby={`${id}-hint`}
            className="min-w-0 text-sm file:me-4 file:min-h-11 file:cursor-pointer file:rounded-md file:border file:border-control file:bg-transparent file:px-4 file:text-ink hover:file:border-ink disabled:text-ink-3 disabled:file:cursor-not-allowed"
          />
          <p id={`${id}-hint`} className="text-xs text-ink-3">
            {takes.hint}
          </p>
          <noscript>
            <p className="text-xs text-warn">{messages['upload.script']}</p>
          </noscript>
        </div>
        {wrong && <Notice tone="bad">{wrong}</Notice>}
        <FocusField
          key={chosen?.src}
          picture={chosen && { src: chosen.src, width: chosen.width, height: chosen.height }}
          focus={replaced?.focus ?? middle}
          {...{ locale, messages }}
        />
      </div>
      <div className="grid content-start gap-6">
        {!replaced && (
          <label className="grid gap-1.5 text-sm">
            {messages['ops.pictures.name']}
            <input
              name="name"
              required
              maxLength={60}
              pattern="[a-z0-9][a-z0-9\-]{0,59}"
              autoComplete="off"
              spellCheck={false}
              dir="ltr"
              aria-describedby={`${id}-name`}
              className="field min-h-12 px-3.5"
            />
            <span id={`${id}-name`} className="text-xs text-ink-3">
              {messages['ops.pictures.nameHint']}
            </span>
          </label>
        )}
        <AltFields alt={replaced?.alt} messages={messages} />
        <BringingState {...outcome} {...{ locale, messages }} cancel={() => void cancel()} />
        <button type="submit" aria-disabled={busy} className={`${button()} justify-self-start`}>
          {messages[replaced ? 'ops.pictures.replace' : 'ops.pictures.add']}
        </button>
      </div>
    </form>
  )
}

/** What the fields say. */
function described(said: FormData): PictureDescription {
  const word = (name: string) => String(said.get(name) ?? '')
  const american = word('alt.en-US')
  const alt: Copy = {
    'en-GB': word('alt.en-GB'),
    'de-DE': word('alt.de-DE'),
    'ar-AE': word('alt.ar-AE'),
    ...(american ? { 'en-US': american } : {}),
  }
  return { alt, focus: { x: Number(word('focus.x')), y: Number(word('focus.y')) } }
}
