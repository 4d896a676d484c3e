'use client'

import { type FormEvent, useState } from 'react'
import type { EditorMessages } from '@/components/content/desk/messages'
import { button } from '@/components/ui/button'
import { ApiProblem, ask } from '@/lib/api'
import { consolePaths } from '@/lib/console-paths'
import { format } from '@/lib/i18n/format'
import type { Locale } from '@/lib/markets'
import type { PageKind } from '@/server/content/model'

interface Props {
  slug: string
  /** Of a page that is not there yet. */
  kind?: PageKind
  /** The newest version when the page was opened. */
  basedOn: number
  heading?: string
  text: string
  locale: Locale
  messages: EditorMessages
}

type Outcome =
  | { kind: 'saved'; version: number; notes: readonly string[] }
  | { kind: 'refused'; text: string; errors: readonly string[] }

/** The page as JSON. What is wrong with it is told with its place, and nothing that was typed is lost. */
export function Editor({ slug, kind, basedOn, heading, text, locale, messages }: Props) {
  const [based, setBased] = useState(basedOn)
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome>()
  const action = `/api/content/pages/${slug}`

  async function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (busy) return
    setBusy(true)
    const document = new FormData(event.currentTarget).get('document')
    try {
      const saved = await ask<{ version: number; notes: string[] }>(action, 'PUT', {
        document,
        kind,
        basedOn: based,
      })
      setBased(saved.version)
      setOutcome({ kind: 'saved', ...saved })
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      setOutcome(refusal(error, messages))
    } finally {
      setBusy(false)
    }
  }

  return (
    <form method="post" action={action} onSubmit={save} className="mt-12 border-t border-ink pt-6">
      <input type="hidden" name="_method" value="PUT" />
      <input type="hidden" name="_next" value={consolePaths.contentPage(slug)} />
      <input type="hidden" name="basedOn" value={based} />
      {kind && <input type="hidden" name="kind" value={kind} />}
      <label htmlFor="document" className="headline text-xl">
        {messages['ops.content.document']}
      </label>
      {heading && <p className="mt-1 text-sm text-ink-2">{heading}</p>}
      <textarea
        id="document"
        name="document"
        defaultValue={text}
        spellCheck={false}
        rows={28}
        dir="ltr"
        className="field mt-4 block p-4 font-mono text-xs leading-relaxed"
        aria-describedby="outcome"
      />
      <div id="outcome" role="status" className="mt-4 text-sm">
        {outcome && <Told outcome={outcome} {...{ slug, locale, messages }} />}
      </div>
      <button type="submit" aria-disabled={busy} className={`${button()} mt-4`}>
        {messages['ops.content.save']}
      </button>
    </form>
  )
}

function refusal({ code, facts }: ApiProblem, messages: EditorMessages): Outcome {
  const errors = Array.isArray(facts.errors) ? facts.errors.map(String) : []
  if (code === 'content-invalid') return { kind: 'refused', text: messages['ops.content.errors'], errors }
  const text = messages[code === 'content-stale' ? 'problem.content-stale' : 'problem.internal']
  return { kind: 'refused', text, errors }
}

interface ToldProps extends Pick<Props, 'slug' | 'locale' | 'messages'> {
  outcome: Outcome
}

function Told({ outcome, slug, locale, messages }: ToldProps) {
  const names = outcome.kind === 'saved' ? outcome.notes : outcome.errors
  return (
    <>
      {outcome.kind === 'refused' && <p className="font-medium text-bad">{outcome.text}</p>}
      {outcome.kind === 'saved' && (
        <p className="text-good">
          <a className="link" href={consolePaths.contentPage(slug, outcome.version)}>
            {format(messages['ops.content.saved'], { number: outcome.version }, locale)}
          </a>
        </p>
      )}
      {outcome.kind === 'saved' && names.length > 0 && (
        <p className="mt-2">{messages['ops.content.notes']}</p>
      )}
      {names.length > 0 && (
        <ul className="mt-2 list-disc ps-5 font-mono text-xs" dir="ltr">
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      )}
    </>
  )
}
