import {
  type AnalysedText,
  analyseDocument,
  exactTerm,
  kindsOf,
  normaliseCode,
} from '@/server/search/embedded/analyse-document'
import { columnsOf } from '@/server/search/embedded/columns'
import { titlePhrases } from '@/server/search/embedded/suggester'
import { hitOf } from '@/server/search/embedded/writer'
import { languageOf } from '@/server/search/language/languages'
import { fold, tokenise, type Word } from '@/server/search/language/tokenise'
import type { AttributeDefinition, SearchDocument } from '@/server/search/model'
import { LANGUAGES } from './index-definition'

const allTerms = (text: string, language: string): string =>
  tokenise(text, language)
    .flatMap((word) => [word.whole, ...word.parts, exactTerm(word) ?? []].flat())
    .join(' ')
const wholes = (words: readonly Word[]): string => words.map((word) => word.whole).join(' ')

/** A document as OpenSearch keeps it. The analysis is done here, the same as for the embedded index. */
export function engineDocument(
  document: SearchDocument,
  definitions: ReadonlyMap<string, AttributeDefinition>,
  writtenAt: number,
) {
  const columns = columnsOf(document)
  const known = LANGUAGES.filter((language) => document.texts[language] !== undefined)
  const texts = known.map((language) => [language, textFields(document, language, definitions)] as const)
  const analysed = analyseDocument(document, definitions).filter(({ language }) =>
    known.some((one) => one === language),
  )
  const lengths = (name: 'titleLength' | 'descriptionLength') =>
    Object.fromEntries(analysed.map((text) => [text.language, text[name]]))
  const field = (name: keyof ReturnType<typeof textFields>) =>
    Object.fromEntries(texts.map(([language, fields]) => [language, fields[name]]))
  return {
    id: document.id,
    removed: false,
    writtenAt,
    language: document.language,
    languages: known,
    codes: document.codes.map(normaliseCode).filter((code) => code !== ''),
    values: [
      ...columns.values.map(([code, value]) => `${code}=${value}`),
      ...document.categories.map((id) => `category=${id}`),
    ],
    paths: document.categories.map((id, depth) =>
      JSON.stringify({
        id,
        depth: depth + 1,
        ...(depth > 0 ? { parent: document.categories[depth - 1] } : {}),
        names: Object.fromEntries(
          Object.entries(columns.categoryNames).flatMap(([language, names]) =>
            names[depth] ? [[language, names[depth]]] : [],
          ),
        ),
      }),
    ),
    prices: columns.prices,
    numbers: Object.fromEntries(columns.numbers),
    available: document.available,
    popularity: document.popularity,
    released: columns.released,
    stored: hitOf(document),
    ranking: rankingOf(document, analysed),
    titleLength: lengths('titleLength'),
    descriptionLength: lengths('descriptionLength'),
    terms: field('terms'),
    title: field('title'),
    head: field('head'),
    modifier: field('modifier'),
    category: field('category'),
    attributes: field('attributes'),
    keywords: field('keywords'),
    phrases: field('phrases'),
    name: field('name'),
  }
}

/** What `rerank.ts` reads of a hit. */
export interface Ranking {
  popularity: number
  leaf?: string
  language: string
  texts: Readonly<
    Record<string, { terms: string; features: readonly number[]; title: number; description: number }>
  >
}

const rankingOf = (document: SearchDocument, analysed: readonly AnalysedText[]): Ranking => ({
  popularity: document.popularity,
  leaf: document.categories.at(-1),
  language: document.language,
  texts: Object.fromEntries(
    analysed.map(({ language, terms, features, titleLength, descriptionLength }) => [
      language,
      { terms: terms.join(' '), features, title: titleLength, description: descriptionLength },
    ]),
  ),
})

function textFields(
  document: SearchDocument,
  language: string,
  definitions: ReadonlyMap<string, AttributeDefinition>,
) {
  const text = document.texts[language]
  if (!text) throw new RangeError(`no text in ${language}`)
  const kinds = kindsOf(text).map((kind) => tokenise(kind, language).filter((word) => !word.stop))
  const searchable = Object.entries(document.attributes).flatMap(([code, value]) => {
    const definition = definitions.get(code)
    if (!definition?.searchable) return []
    return [value].flat().map((one) => definition.values?.[String(one)]?.[language] ?? String(one))
  })
  return {
    terms: allTerms([text.title, document.brand ?? '', text.description ?? ''].join(' . '), language),
    title: wholes(tokenise(text.title, language)),
    head: kinds.map((words) => words.at(-1)?.whole ?? '').join(' '),
    modifier: kinds.map((words) => wholes(words.slice(0, -1))).join(' '),
    category: allTerms(text.categories.join(' . '), language),
    attributes: allTerms(searchable.join(' . '), language),
    keywords: allTerms(text.keywords ?? '', language),
    phrases: [...new Set(titlePhrases(text.title))],
    name: fold(text.title, languageOf(language)).slice(0, 200),
  }
}
