import { parseSynonyms, type Synonyms } from './synonyms'
import { synonymsArabic } from './synonyms-ar'
import { synonymsGerman } from './synonyms-de'
import { synonymsEnglish } from './synonyms-en'

/** The rules that come with the shop, as text. */
export const builtInSynonyms: Readonly<Record<string, string>> = {
  en: synonymsEnglish,
  de: synonymsGerman,
  ar: synonymsArabic,
}

/** The shop's synonyms of each language with a retailer's own rules after them. */
export function readDictionary(own: Readonly<Record<string, string>> = {}): ReadonlyMap<string, Synonyms> {
  const languages = new Set([...Object.keys(builtInSynonyms), ...Object.keys(own)])
  return new Map(
    [...languages].map((language) => [
      language,
      parseSynonyms(`${builtInSynonyms[language] ?? ''}\n${own[language] ?? ''}`, language),
    ]),
  )
}
