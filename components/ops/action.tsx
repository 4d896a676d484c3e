'use client'

import { type FormEvent, useState } from 'react'
import { ApiProblem, ask } from '@/lib/api'
import { consolePaths } from '@/lib/console-paths'

interface Props {
  action: string
  method?: 'POST' | 'PUT'
  /** Sent along. */
  fields?: Readonly<Record<string, string>>
  /** What the button says, and what it says to those who only hear it. */
  text: string
  name: string
  /** Said when it was refused. */
  refused: string
  strong?: boolean
  /** The page that it stands on, for plain forms. */
  page?: string
}

/** One thing that an operator may do: a plain form that stays on the page where there is JavaScript. What came of it is seen on
 *  the board, which tells of it by itself. */
export function Action({
  action,
  method = 'POST',
  fields = {},
  text,
  name,
  refused,
  strong = false,
  page = consolePaths.board,
}: Props) {
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState(false)

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    setFailed(false)
    try {
      await ask(action, method, fields)
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setFailed(true)
    } finally {
      setBusy(false)
    }
  }

  return (
    <form method="post" action={action} onSubmit={submit} className="inline-block">
      {method !== 'POST' && <input type="hidden" name="_method" value={method} />}
      <input type="hidden" name="_next" value={page} />
      <input type="hidden" name="_back" value={page} />
      {Object.entries(fields).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      <button
        type="submit"
        aria-label={name}
        aria-disabled={busy}
        className={`min-h-8 rounded-sm border px-3 text-xs whitespace-nowrap aria-disabled:opacity-50 ${
          strong ? 'border-accent bg-accent text-on-accent' : 'border-control hover:border-ink hover:bg-sunk'
        }`}
      >
        {text}
      </button>
      {failed && (
        <span role="alert" className="block pt-1 text-xs text-bad">
          {refused}
        </span>
      )}
    </form>
  )
}
