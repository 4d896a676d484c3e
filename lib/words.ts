import { languageChain, type Locale } from '@/lib/markets'

/** A text with the language it is really in, which pages say where it differs from their own. */
export interface Worded {
  readonly text: string
  readonly language: string
}

/** The best of several translations for a locale; `source` is the language of the original.
 *  Where there is none at all, the text is empty. */
export function worded(words: Readonly<Record<string, string>>, locale: Locale, source: string): Worded {
  for (const language of languageChain(locale, source)) {
    const text = words[language]
    if (text !== undefined) return { text, language }
  }
  const [first] = Object.entries(words)
  return first ? { language: first[0], text: first[1] } : { language: source, text: '' }
}
