import { headers } from 'next/headers'
import { cache } from 'react'
import type { Locale } from '@/lib/markets'
import { preferredLocale } from '@/lib/preferred-locale'

/** The language of the console: its address has none, so the browser's is taken. */
export const consoleLocale = cache(
  async (): Promise<Locale> => preferredLocale((await headers()).get('accept-language') ?? ''),
)
