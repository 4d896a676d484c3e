'use client'

import { useState } from 'react'
import type { CartMessages } from '@/components/cart/messages'
import { ApiProblem } from '@/lib/api'
import { format } from '@/lib/i18n/format'
import type { Locale } from '@/lib/markets'

/** The sentence for what the server refused last, and a way to try something that it may refuse. */
export function useRefusal(messages: CartMessages, locale: Locale) {
  const [refused, setRefused] = useState<string>()
  /** @returns whether it was accepted */
  async function attempt(work: () => Promise<unknown>): Promise<boolean> {
    setRefused(undefined)
    try {
      await work()
      return true
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      const words: Readonly<Record<string, string>> = messages
      const pattern = words[`problem.${error.code}`] ?? messages['problem.internal']
      setRefused(format(pattern, { count: Number(error.facts.available ?? 0) }, locale))
      return false
    }
  }
  return { refused, attempt }
}
