'use client'

import { useState } from 'react'
import { button } from '@/components/ui/button'
import { useHydrated } from '@/components/ui/use-hydrated'
import type { Messages } from '@/lib/i18n/messages'

/** Copies an address. Without JavaScript it is marked and copied by hand. */
export function CopyLink({
  url,
  messages,
}: {
  url: string
  messages: Messages<'wish.copy' | 'share.copied'>
}) {
  const [copied, setCopied] = useState(false)
  if (!useHydrated()) return null

  async function copy() {
    try {
      await navigator.clipboard.writeText(url)
      setCopied(true)
    } catch (error) {
      // Whoever forbids the clipboard has decided so: the field beside it can be marked.
      if (!(error instanceof DOMException)) throw error
    }
  }

  return (
    <button type="button" onClick={copy} className={`${button('quiet')} shrink-0`}>
      <span aria-live="polite">{messages[copied ? 'share.copied' : 'wish.copy']}</span>
    </button>
  )
}
