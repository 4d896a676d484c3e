'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Field } from '@/components/forms/field'
import { Form } from '@/components/forms/form'
import type { FormMessages } from '@/components/forms/messages'
import { button } from '@/components/ui/button'

interface Props {
  /** Names the form to those who hear it. */
  name: string
  action: string
  /** The page that it stands on. */
  page: string
  /** Sent along, as they were when the form was first shown. */
  fields: Readonly<Record<string, string>>
  /** The amount's label, where one is asked for, and what stands in it at first. */
  money?: { label: string; hint: string; first?: string }
  submit: string
  strong?: boolean
  messages: FormMessages
  problems: Readonly<Record<string, string>>
}

/** Something that moves money, decided by a person: a plain form; with JavaScript the page stays and is read anew. */
export function MoneyForm({
  name,
  action,
  page,
  fields,
  money,
  submit,
  strong = false,
  messages,
  problems,
}: Props) {
  const router = useRouter()
  const [kept] = useState(fields)
  return (
    <Form
      action={action}
      next={page}
      back={page}
      messages={messages}
      problems={problems}
      about={{ 'over-refund': 'money', 'not-paid': 'money' }}
      label={name}
      className="grid gap-3"
      onAccepted={() => router.refresh()}
    >
      {Object.entries(kept).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      {money && (
        <Field
          name="money"
          label={money.label}
          className="max-w-60"
          hint={money.hint}
          defaultValue={money.first}
          inputMode="decimal"
          pattern="\s*[0-9٠-٩]{1,9}([.,٫][0-9٠-٩]{1,2})?\s*"
          autoComplete="off"
          required
          maxLength={14}
          dir="ltr"
        />
      )}
      <button
        type="submit"
        className={`${button(strong ? 'primary' : 'quiet')} min-h-10 justify-self-start px-4`}
      >
        {submit}
      </button>
    </Form>
  )
}
