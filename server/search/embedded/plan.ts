import { LONGEST_PHRASE, type Synonyms } from '@/server/search/language/synonyms'
import { tokenise, type Word } from '@/server/search/language/tokenise'
import { exactTerm, normaliseCode } from './analyse-document'

/** One way a word of the query can be found: every one of the terms. */
export interface Alternative {
  terms: string[]
  /** 1 for the word itself, less for what only comes near it. */
  weight: number
}

/** A word of the query with all the ways to find it. */
export interface Group {
  surface: string
  alternatives: Alternative[]
}

export interface Plan {
  groups: Group[]
  /** Words of the query that are in no document, with what is taken in their place. */
  corrections: ReadonlyMap<string, string>
}

/** What a plan has to know about the index of its language. */
export interface Vocabulary {
  frequency(term: string): number
  correct(word: string): string | undefined
}

/** How much a match counts that is not the word itself. */
export interface FormWeights {
  /** Added where the word stands just as it was typed, ending and all. */
  exact: number
  parts: number
  joined: number
  split: number
  /** Another word for the same thing. */
  equal: number
  /** Another word for a kind of the thing. */
  kind: number
  corrected: number
}

export const defaultForms: FormWeights = {
  exact: 0.6,
  parts: 0.7,
  joined: 0.95,
  split: 0.85,
  equal: 0.5,
  kind: 0.3,
  corrected: 0.8,
}

/** Words beyond these are not looked at. */
const MOST_WORDS = 12

/** Reads a query: words, their parts, spellings together and apart, synonyms, and corrections of unknown words. */
export function planQuery(
  text: string,
  language: string,
  vocabulary: Vocabulary,
  synonyms: Synonyms | undefined,
  weights: FormWeights = defaultForms,
): Plan {
  const all = tokenise(text, language).slice(0, MOST_WORDS)
  const content = all.filter((word) => !word.stop)
  const words = content.length > 0 ? content : all
  const groups: Group[] = words.map((word) => ({
    surface: word.surface,
    alternatives: ownForms(word, weights),
  }))
  joinNeighbours(words, groups, vocabulary, weights)
  if (synonyms) addSynonyms(words, groups, synonyms, weights)
  const corrections = new Map<string, string>()
  words.forEach((word, i) => {
    const group = groups[i]
    if (!group || group.alternatives.some((one) => isKnown(one, vocabulary))) return
    const halves = splitWord(word.whole, vocabulary)
    const corrected = halves ? undefined : vocabulary.correct(word.whole)
    if (halves) group.alternatives.push({ terms: halves, weight: weights.split })
    if (corrected === undefined) return
    group.alternatives.push({ terms: [corrected], weight: weights.corrected })
    for (const synonym of synonyms?.get(corrected) ?? []) {
      group.alternatives.push({
        terms: synonym.terms,
        weight: weights.corrected * (synonym.equal ? weights.equal : weights.kind),
      })
    }
    corrections.set(word.surface, corrected)
  })
  return { groups, corrections }
}

const isKnown = (alternative: Alternative, vocabulary: Vocabulary): boolean =>
  alternative.terms.every((term) => vocabulary.frequency(term) > 0)

function ownForms(word: Word, weights: FormWeights): Alternative[] {
  const forms: Alternative[] = [{ terms: [word.whole], weight: 1 }]
  const exact = exactTerm(word)
  if (exact !== undefined) forms.push({ terms: [exact], weight: weights.exact })
  const code = normaliseCode(word.surface)
  if (code !== '' && code !== word.whole) forms.push({ terms: [code], weight: 1 })
  if (word.parts.length > 1) forms.push({ terms: word.parts, weight: weights.parts })
  return forms
}

/** "power bank" also finds "powerbank", and "tn 2110" finds "tn2110". */
function joinNeighbours(
  words: readonly Word[],
  groups: readonly Group[],
  vocabulary: Vocabulary,
  weights: FormWeights,
): void {
  for (let i = 0; i + 1 < words.length; i++) {
    const joined = normaliseCode(words[i]?.surface ?? '') + (words[i + 1]?.whole ?? '')
    if (vocabulary.frequency(joined) === 0) continue
    groups[i]?.alternatives.push({ terms: [joined], weight: weights.joined })
    groups[i + 1]?.alternatives.push({ terms: [joined], weight: weights.joined })
  }
}

/** "powerbank" also finds "power bank": the cut whose rarer half is the most frequent. */
function splitWord(word: string, vocabulary: Vocabulary): [string, string] | undefined {
  if (word.length < 6 || !/^\p{L}+$/u.test(word)) return undefined
  let best: { halves: [string, string]; frequency: number } | undefined
  for (let cut = 3; cut <= word.length - 3; cut++) {
    const halves: [string, string] = [word.slice(0, cut), word.slice(cut)]
    const frequency = Math.min(vocabulary.frequency(halves[0]), vocabulary.frequency(halves[1]))
    if (frequency >= 3 && (!best || frequency > best.frequency)) best = { halves, frequency }
  }
  return best?.halves
}

function addSynonyms(
  words: readonly Word[],
  groups: readonly Group[],
  synonyms: Synonyms,
  weights: FormWeights,
): void {
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 1; to <= Math.min(words.length, from + LONGEST_PHRASE); to++) {
      const key = words
        .slice(from, to)
        .map((word) => word.whole)
        .join(' ')
      for (const synonym of synonyms.get(key) ?? []) {
        const alternative = { terms: synonym.terms, weight: synonym.equal ? weights.equal : weights.kind }
        for (const group of groups.slice(from, to)) group.alternatives.push(alternative)
      }
    }
  }
}
