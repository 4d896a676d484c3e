'use client'

import { useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { useHydrated } from '@/components/ui/use-hydrated'
import type { Messages } from '@/lib/i18n/messages'

interface Props {
  title: string
  messages: Messages<'share.share' | 'share.copied'>
}

/** Hands the page's address on: by the system's own sheet, or by the clipboard. Without JavaScript there is the browser's. */
export function Share({ title, messages }: Props) {
  const [copied, setCopied] = useState(false)
  if (!useHydrated()) return null

  async function share() {
    const url = location.href.replace(/#.*/, '')
    try {
      if (typeof navigator.share === 'function') await navigator.share({ title, url })
      else {
        await navigator.clipboard.writeText(url)
        setCopied(true)
      }
    } catch (error) {
      // Whoever closes the sheet, or forbids the clipboard, has decided so.
      if (!(error instanceof DOMException)) throw error
    }
  }

  return (
    <button
      type="button"
      onClick={share}
      className="inline-flex min-h-9 items-center gap-2 text-sm text-ink-2 hover:text-ink hover:underline"
    >
      <Icon name="share" />
      <span aria-live="polite">{messages[copied ? 'share.copied' : 'share.share']}</span>
    </button>
  )
}
