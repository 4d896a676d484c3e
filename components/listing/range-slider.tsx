'use client'

import { type ChangeEvent, type CSSProperties, useRef, useState } from 'react'
import { useHydrated } from '@/components/ui/use-hydrated'

interface Props {
  /** Whole units, as the form's fields have them. */
  lowest: number
  highest: number
  from?: number
  to?: number
  labels: { from: string; to: string }
  /** What a number is of, said after it. */
  unit: string
}

/** Two thumbs on one track. They fill in the form's own fields, `min` and `max`, which are what counts, and do without the thumbs where
 *  there is no JavaScript. A thumb at its end means no bound. */
export function RangeSlider({ lowest, highest, from, to, labels, unit }: Props) {
  const hydrated = useHydrated()
  const [ends, setEnds] = useState({ min: from ?? lowest, max: to ?? highest })
  const track = useRef<HTMLDivElement>(null)
  if (!hydrated) return <div className="h-8" />
  const share = (value: number) => (value - lowest) / (highest - lowest)

  const move = (end: 'min' | 'max') => (event: ChangeEvent<HTMLInputElement>) => {
    const value = Number(event.target.value)
    const next =
      end === 'min'
        ? { ...ends, min: Math.min(value, ends.max) }
        : { ...ends, max: Math.max(value, ends.min) }
    setEnds(next)
    const field = track.current?.closest('form')?.elements.namedItem(end)
    const atEnd = end === 'min' ? next.min <= lowest : next.max >= highest
    if (field instanceof HTMLInputElement) field.value = atEnd ? '' : String(next[end])
  }

  return (
    <div
      ref={track}
      className="slider"
      style={{ '--from': share(ends.min), '--to': share(ends.max) } as CSSProperties} // its own properties are none that the type knows
    >
      {(['min', 'max'] as const).map((end) => (
        <input
          key={end}
          type="range"
          min={lowest}
          max={highest}
          value={ends[end]}
          onChange={move(end)}
          aria-label={end === 'min' ? labels.from : labels.to}
          aria-valuetext={`${ends[end]} ${unit}`.trim()}
        />
      ))}
    </div>
  )
}
