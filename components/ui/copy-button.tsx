'use client'

import { useState } from 'react'
import { button } from '@/components/ui/button'
import { useHydrated } from '@/components/ui/use-hydrated'

interface Props {
  text: string
  /** What it says before and afterwards. */
  words: { copy: string; copied: string }
  /** For those who only hear it, where others stand beside it. */
  label?: string
  look: Parameters<typeof button>[0]
}

/** Copies a text that stands beside it. Without JavaScript it is marked and copied by hand. */
export function CopyButton({ text, words, label, look }: Props) {
  const [copied, setCopied] = useState(false)
  if (!useHydrated()) return null

  async function copy() {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
    } catch (error) {
      // Whoever forbids the clipboard has decided so: the text can be marked.
      if (!(error instanceof DOMException)) throw error
    }
  }

  return (
    <button
      type="button"
      onClick={copy}
      aria-label={copied ? undefined : label}
      className={`${button(look)} shrink-0`}
    >
      <span aria-live="polite">{copied ? words.copied : words.copy}</span>
    </button>
  )
}
