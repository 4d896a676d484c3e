'use client'

import { type FormEvent, type ReactNode, createContext, useContext, useEffect, useRef, useState } from 'react'
import { Notice } from '@/components/ui/notice'
import { ApiProblem, ask } from '@/lib/api'
import type { FormMessages } from '@/components/forms/messages'
import { nestedFields } from '@/lib/form-fields'

/** Sentences by the name of the field that they are about. */
type Errors = Readonly<Record<string, string>>
const ErrorsContext = createContext<Errors>({})

/** The sentence beside a field, if something is wrong with it. */
export const useFieldError = (name: string): string | undefined => useContext(ErrorsContext)[name]

interface Props {
  /** Of the API; the method of a plain form is always POST. */
  action: string
  method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Where to go when it is accepted; `{field}` stands for a field of the answer. */
  next: string
  /** Where a plain form goes when it is refused. */
  back: string
  messages: FormMessages
  /** Sentences for the codes that this form may be refused with. */
  problems: Readonly<Record<string, string>>
  /** Fields that codes are about. */
  about?: Readonly<Record<string, string>>
  className?: string
  label?: string
  children: ReactNode
  /** Asked before anything is sent: more fields, or nothing where it is not to be sent (whoever is asked has said why). */
  prepare?: () => Promise<Readonly<Record<string, string>> | undefined>
  onAccepted?: (answer: unknown) => void
  onRefused?: (problem: ApiProblem) => void
}

/** A plain form which, with JavaScript, says what is wrong beside each field and goes on by itself. */
export function Form(props: Props) {
  const {
    action,
    method = 'POST',
    next,
    back,
    messages,
    problems,
    about = {},
    className,
    label,
    children,
  } = props
  const form = useRef<HTMLFormElement>(null)
  const [errors, setErrors] = useState<Errors>({})
  const [refused, setRefused] = useState<string>()
  const [busy, setBusy] = useState(false)
  // From now on what is wrong is said beside the fields, not by the browser's bubbles.
  useEffect(() => form.current?.setAttribute('novalidate', ''), [])

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (busy) return
    const element = event.currentTarget
    const found = invalidFields(element, messages)
    setErrors(found)
    setRefused(undefined)
    if (Object.keys(found).length > 0) return focusOn(element, found)
    setBusy(true)
    const { submitter } = event.nativeEvent as SubmitEvent // what React gives for `submit`
    try {
      const more = props.prepare ? await props.prepare() : {}
      if (!more) return setBusy(false)
      const answer = await ask<unknown>(action, method, {
        ...nestedFields(new FormData(element, submitter)),
        ...more,
      })
      if (props.onAccepted) props.onAccepted(answer)
      else location.assign(filled(next, answer))
    } catch (error) {
      setBusy(false)
      if (!(error instanceof ApiProblem)) throw error
      const field = about[error.code]
      const wrong: Record<string, string> = Object.fromEntries(
        error.fields.map(({ path }) => [path, messages['field.invalid']]),
      )
      if (field) wrong[field] = problems[error.code] ?? messages['field.invalid']
      setErrors(wrong)
      if (!field) setRefused(problems[error.code] ?? messages['problem.internal'])
      focusOn(element, wrong)
      props.onRefused?.(error)
    }
  }

  return (
    <ErrorsContext value={errors}>
      <form
        ref={form}
        method="post"
        action={action}
        onSubmit={submit}
        className={className}
        aria-label={label}
        aria-busy={busy}
      >
        {method !== 'POST' && <input type="hidden" name="_method" value={method} />}
        <input type="hidden" name="_next" value={next} />
        <input type="hidden" name="_back" value={back} />
        {refused && <Notice tone="bad">{refused}</Notice>}
        {children}
      </form>
    </ErrorsContext>
  )
}

function invalidFields(form: HTMLFormElement, messages: FormMessages): Errors {
  const found: Record<string, string> = {}
  for (const field of form.elements) {
    if (!('validity' in field) || !(field instanceof HTMLElement)) continue
    const { validity } = field as HTMLInputElement // every element with `validity` has what is read here
    const name = field.getAttribute('name')
    if (!name || validity.valid) continue
    found[name] = messages[validity.valueMissing ? 'field.required' : 'field.invalid']
  }
  return found
}

function focusOn(form: HTMLFormElement, errors: Errors) {
  const [first] = Object.keys(errors)
  const field = first ? form.elements.namedItem(first) : null
  if (field instanceof HTMLElement) field.focus()
}

function filled(path: string, answer: unknown): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = typeof answer === 'object' && answer !== null ? Reflect.get(answer, name) : undefined
    return typeof value === 'string' ? encodeURIComponent(value) : ''
  })
}
