import { foldArabic, stemArabic, stopWordsArabic } from './arabic'
import { stemEnglish, stopWordsEnglish } from './english'
import { foldGerman, splitGerman, stemGerman, stopWordsGerman } from './german'

/** What a language adds to the analysis that all of them share. */
export interface Language {
  /** Spelling variants made one, before anything else; the text is in lower case. */
  fold(text: string): string
  stem(word: string): string
  stopWords: ReadonlySet<string>
  /** A compound's modifier and head. */
  split?(word: string): [string, string] | undefined
}

const languages: Record<string, Language> = {
  en: { fold: (text) => text, stem: stemEnglish, stopWords: stopWordsEnglish },
  de: { fold: foldGerman, stem: stemGerman, stopWords: stopWordsGerman, split: splitGerman },
  ar: { fold: foldArabic, stem: stemArabic, stopWords: stopWordsArabic },
}

const plain: Language = { fold: (text) => text, stem: (word) => word, stopWords: new Set() }

/** Analysis of a language; one that is not known here is only folded and split into words. */
export const languageOf = (code: string): Language => languages[code] ?? plain

/** "de" of "de-DE". */
export const languageOfLocale = (locale: string): string => locale.slice(0, 2).toLowerCase()
