'use client'

import { useFieldError } from '@/components/forms/form'

interface Props {
  legend: string
  /** Of one star, two, … five. */
  labels: readonly string[]
  chosen?: number
}

/** How many stars: five choices, of which all up to the chosen one are filled. */
export function StarField({ legend, labels, chosen }: Props) {
  const error = useFieldError('stars')
  return (
    <fieldset
      className="grid justify-items-start gap-1.5"
      aria-describedby={error ? 'stars-error' : undefined}
    >
      <legend className="text-sm">{legend}</legend>
      <div className="group/stars flex">
        {labels.map((label, index) => (
          <label
            key={label}
            className="relative grid size-11 place-items-center text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent has-[~label_input:checked]:*:fill-ink has-checked:*:fill-ink"
          >
            <input
              type="radio"
              name="stars"
              value={index + 1}
              required
              defaultChecked={index + 1 === chosen}
              className="sr-only"
              aria-label={label}
            />
            <svg
              viewBox="0 0 24 24"
              aria-hidden="true"
              className="size-7 fill-none"
              stroke="currentColor"
              strokeWidth="1.25"
              strokeLinejoin="round"
            >
              <path d="m12 3 2.700 5.800 6.300.800-4.600 4.400 1.200 6.300L12 17.200l-5.600 3.100 1.200-6.300L3 9.600l6.300-.800L12 3Z" />
            </svg>
          </label>
        ))}
      </div>
      {error && (
        <p id="stars-error" className="text-xs text-bad">
          {error}
        </p>
      )}
    </fieldset>
  )
}
