import { tokenise, type Word } from '@/server/search/language/tokenise'
import type { AttributeDefinition, SearchDocument } from '@/server/search/model'
import { noFeatures, pack, type TermFeatures } from './features'

/** A document's text in one language, ready to be searched. */
export interface AnalysedText {
  language: string
  title: string
  terms: string[]
  /** Packed, one for each term. */
  features: number[]
  /** Words in the title and in the description, 255 at most. */
  titleLength: number
  descriptionLength: number
}

/** A code as people compare it: "TN-2110", "tn 2110" and "TN2110" are one. */
export const normaliseCode = (code: string): string => code.toLowerCase().replace(/[^a-z0-9]/g, '')

/** The term of a word just as it was written, where that is not its stem. */
export const exactTerm = (word: Word): string | undefined =>
  /^\p{L}+$/u.test(word.surface) && word.surface !== word.whole ? `=${word.surface}` : undefined

const termsOf = (word: Word): string[] => [word.whole, ...word.parts, exactTerm(word) ?? []].flat()

/** What each language of a document says, as terms with the places where they stand. */
export function analyseDocument(
  document: SearchDocument,
  attributes: ReadonlyMap<string, AttributeDefinition>,
): AnalysedText[] {
  return Object.keys(document.texts).map((language) => analyseText(document, language, attributes))
}

function analyseText(
  document: SearchDocument,
  language: string,
  attributes: ReadonlyMap<string, AttributeDefinition>,
): AnalysedText {
  const text = document.texts[language]
  if (!text) throw new RangeError(`no text in ${language}`)
  const terms = new Map<string, TermFeatures>()
  const mark = (term: string, change: (features: TermFeatures) => void) => {
    const features = terms.get(term) ?? noFeatures()
    change(features)
    terms.set(term, features)
  }
  const each = (words: readonly Word[], change: (features: TermFeatures, position: number) => void) =>
    words.forEach((word, position) => {
      for (const term of termsOf(word)) mark(term, (features) => change(features, position))
    })

  const title = tokenise(text.title, language)
  each(title, (f, position) => {
    f.title++
    f.position = Math.min(f.position, position)
  })
  const description = tokenise(text.description ?? '', language)
  each(description, (f) => f.description++)
  for (const kind of kindsOf(text)) {
    const words = tokenise(kind, language).filter((word) => !word.stop)
    each(words, (f, position) => {
      f.type = position === words.length - 1 ? 2 : f.type || 1
    })
  }
  text.categories.forEach((name, depth) =>
    each(tokenise(name, language), (f) => {
      f.category = depth === text.categories.length - 1 ? 2 : f.category || 1
    }),
  )
  each(tokenise(document.brand ?? '', language), (f) => {
    f.brand = 1
  })
  each(tokenise(text.keywords ?? '', language), (f) => {
    f.keywords = 1
  })
  for (const [code, value] of Object.entries(document.attributes)) {
    const definition = attributes.get(code)
    if (definition?.searchable)
      each(tokenise(readable(value, definition, language), language), (f) => f.attributes++)
  }
  for (const code of document.codes) {
    const term = normaliseCode(code)
    if (term !== '') mark(term, (f) => (f.code = 1))
  }
  return {
    language,
    title: text.title,
    terms: [...terms.keys()],
    features: [...terms.values()].map(pack),
    titleLength: Math.min(title.length, 255),
    descriptionLength: Math.min(description.length, 255),
  }
}

/** What a product is. Without its own word for it, its category says it: "Mice and trackballs" are two kinds. */
export function kindsOf(text: SearchDocument['texts'][string]): string[] {
  if (text.type !== undefined) return [text.type]
  return (text.categories.at(-1) ?? '')
    .split(/,|&|\sand\s|\sund\s|\s(?=و)/)
    .filter((kind) => kind.trim() !== '')
}

function readable(
  value: SearchDocument['attributes'][string],
  definition: AttributeDefinition,
  language: string,
): string {
  if (typeof value === 'boolean') return value ? (definition.labels[language] ?? '') : ''
  if (typeof value === 'number') return definition.unit ? `${value} ${definition.unit}` : String(value)
  return [value]
    .flat()
    .map((one) => definition.values?.[one]?.[language] ?? one)
    .join(' . ')
}
