'use client'

import { useId } from 'react'
import { useFieldError } from '@/components/forms/form'

interface Props {
  name: string
  label: string
  /** Characters. */
  most: number
  defaultValue?: string
}

/** A field for several lines. */
export function TextField({ name, label, most, defaultValue }: Props) {
  const id = useId()
  const error = useFieldError(name)
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-sm">
        {label}
      </label>
      <textarea
        id={id}
        name={name}
        required
        rows={7}
        maxLength={most}
        defaultValue={defaultValue}
        dir="auto"
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        className="field px-3.5 py-3"
      />
      {error && (
        <p id={`${id}-error`} className="text-xs text-bad">
          {error}
        </p>
      )}
    </div>
  )
}
