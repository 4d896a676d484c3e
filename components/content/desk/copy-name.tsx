'use client'

import { useState } from 'react'
import type { CopyMessages } from '@/components/content/desk/messages'
import { button } from '@/components/ui/button'
import { useHydrated } from '@/components/ui/use-hydrated'
import { format } from '@/lib/i18n/format'
import type { Locale } from '@/lib/markets'

interface Props {
  name: string
  locale: Locale
  messages: CopyMessages
}

/** Copies a picture's name, as a page's JSON takes it. Without JavaScript it is marked and copied by hand. */
export function CopyName({ name, locale, messages }: Props) {
  const [copied, setCopied] = useState(false)
  if (!useHydrated()) return null

  async function copy() {
    try {
      await navigator.clipboard.writeText(name)
      setCopied(true)
    } catch (error) {
      // Whoever forbids the clipboard has decided so: the name stands beside it.
      if (!(error instanceof DOMException)) throw error
    }
  }
  const label = format(messages['ops.pictures.copyOf'], { name }, locale)

  return (
    <button type="button" onClick={copy} aria-label={copied ? undefined : label} className={button('bare')}>
      <span aria-live="polite">{messages[copied ? 'ops.pictures.copied' : 'ops.pictures.copy']}</span>
    </button>
  )
}
