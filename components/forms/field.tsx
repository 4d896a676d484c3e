'use client'

import { type ComponentProps, useId } from 'react'
import { useFieldError } from '@/components/forms/form'

interface Props extends Omit<ComponentProps<'input'>, 'name'> {
  name: string
  label: string
  /** What helps to fill it in. */
  hint?: string
  /** That it may be left empty, in words. */
  optional?: string
}

/** A field with its label, and beside it what is wrong. */
export function Field({ name, label, hint, optional, className = '', ...input }: Props) {
  const id = useId()
  const error = useFieldError(name)
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={`grid content-start gap-1.5 ${className}`}>
      <label htmlFor={id} className="text-sm">
        {label} {optional && <span className="text-xs text-ink-3">({optional})</span>}
      </label>
      <input
        {...input}
        id={id}
        name={name}
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
        className="field min-h-12 px-3.5"
      />
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-ink-3">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-xs text-bad">
          {error}
        </p>
      )}
    </div>
  )
}
