import { type Locale, languageChain } from '@/lib/markets'

/** A text and, where it is not in the page's language, the language that it is in. */
export interface Text {
  readonly text: string
  /** For the `lang` attribute; absent where the text is in the page's own language. */
  readonly lang?: string
}

/** The words for a shopper: in their locale, in their language, in the text's own language, in any. */
export function wordsFor(
  words: Readonly<Record<string, string>>,
  locale: Locale,
  source = 'en',
): Text | undefined {
  for (const tag of [...languageChain(locale, source), 'en', ...Object.keys(words)]) {
    const text = words[tag]
    if (text !== undefined) return sameLanguage(tag, locale) ? { text } : { text, lang: tag }
  }
  return undefined
}

/** The bare text, or `otherwise` where there are no words at all. */
export const plainWords = (
  words: Readonly<Record<string, string>>,
  locale: Locale,
  otherwise: string,
): string => wordsFor(words, locale)?.text ?? otherwise

export const sameLanguage = (tag: string, locale: Locale): boolean => tag.slice(0, 2) === locale.slice(0, 2)

/** The direction in which a language is written. */
export const directionOf = (lang: string): 'ltr' | 'rtl' => (/^(ar|fa|he|ur)/.test(lang) ? 'rtl' : 'ltr')

/** Attributes for an element whose text may be in another language than the page. */
export const textAttributes = ({ lang }: Pick<Text, 'lang'>) => (lang ? { lang, dir: directionOf(lang) } : {})
