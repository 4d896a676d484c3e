'use client'

import { type CSSProperties, type KeyboardEvent, type MouseEvent, useId, useState } from 'react'
import type { DescribingMessages } from '@/components/content/desk/messages'
import { format } from '@/lib/i18n/format'
import type { Locale } from '@/lib/markets'

interface Props {
  /** What is looked at, in pixels. */
  picture?: { src: string; width: number; height: number }
  /** Per cent, from the top left. */
  focus: { x: number; y: number }
  locale: Locale
  messages: DescribingMessages
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
const within = (percent: number): number => Math.min(100, Math.max(0, Math.round(percent)))

/** What must stay in sight: pointed at in the picture, moved there by arrow keys, or given in numbers. */
export function FocusField({ picture, focus, locale, messages }: Props) {
  const [{ x, y }, setFocus] = useState(focus)
  const hint = useId()

  function point(event: MouseEvent<HTMLButtonElement>) {
    // A click by the keyboard points at nothing.
    if (event.detail === 0) return
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
    setFocus({
      x: within(((event.clientX - left) / width) * 100),
      y: within(((event.clientY - top) / height) * 100),
    })
  }
  function move(event: KeyboardEvent) {
    const step = arrows[event.key]
    if (!step) return
    event.preventDefault()
    const far = event.shiftKey ? 10 : 1
    setFocus({ x: within(x + step[0] * far), y: within(y + step[1] * far) })
  }

  return (
    <fieldset className="grid gap-4">
      <legend className="mb-3 text-sm font-medium">{messages['ops.pictures.focus']}</legend>
      {picture && (
        <>
          <button
            type="button"
            onClick={point}
            onKeyDown={move}
            aria-label={format(messages['ops.pictures.focusAt'], { x, y }, locale)}
            aria-describedby={hint}
            className="relative block w-full cursor-crosshair overflow-clip bg-sunk"
          >
            {/* biome-ignore lint/performance/noImgElement: a file of the browser's own, or a rendition of the room's pipeline */}
            <img {...picture} alt="" className="h-auto w-full" />
            <span aria-hidden className="absolute inset-y-0" style={inSight(picture, x)} />
            <span
              aria-hidden
              className="absolute size-6 -translate-1/2 rounded-full border-2 border-[#fff] shadow-[0_0_0_2px_rgb(0_0_0/0.7)]"
              style={{ left: `${x}%`, top: `${y}%` }}
            />
          </button>
          <p id={hint} className="text-xs text-ink-3">
            {messages['ops.pictures.focusHint']}
          </p>
        </>
      )}
      <div className="grid grid-cols-2 gap-4">
        {(['x', 'y'] as const).map((axis) => (
          <label key={axis} className="grid gap-1.5 text-sm">
            {messages[axis === 'x' ? 'ops.pictures.focusX' : 'ops.pictures.focusY']}
            <input
              type="number"
              name={`focus.${axis}`}
              min={0}
              max={100}
              step={1}
              required
              value={axis === 'x' ? x : y}
              onChange={({ target }) =>
                setFocus((before) => ({ ...before, [axis]: within(target.valueAsNumber || 0) }))
              }
              className="field min-h-12 px-3.5"
            />
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Where the upright cut lies, as `uprightCut` in `server/content/pictures.ts` makes it: what it leaves out is darkened. */
function inSight({ width, height }: { width: number; height: number }, x: number): CSSProperties {
  const part = (height * 0.8) / width
  if (part * 1.1 >= 1) return { left: 0, right: 0 }
  const left = Math.min(Math.max(x / 100 - part / 2, 0), 1 - part)
  return { left: `${left * 100}%`, width: `${part * 100}%`, boxShadow: '0 0 0 100vmax rgb(0 0 0 / 0.5)' }
}
