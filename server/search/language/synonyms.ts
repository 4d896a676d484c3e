import { tokenise } from './tokenise'

/** Another way to say a word or phrase: all its terms have to be in a document. */
export interface Synonym {
  terms: string[]
  /** False for what is a kind of the thing rather than the thing itself. */
  equal: boolean
}

/** Synonyms by the terms of the phrase they stand for, joined by spaces. */
export type Synonyms = ReadonlyMap<string, readonly Synonym[]>

/** The longest phrase, in words, that is looked up. */
export const LONGEST_PHRASE = 4

const termsOf = (phrase: string, language: string): string[] =>
  tokenise(phrase, language).map((word) => word.whole)

/**
 * Reads synonyms, one rule a line: `a, b, c` say the same; `a => b, c` finds b and c, too, when a is asked for.
 * What follows a # is a remark.
 * @throws SyntaxError naming the line that is neither
 */
export function parseSynonyms(text: string, language: string): Synonyms {
  const found = new Map<string, Synonym[]>()
  const add = (from: string[], to: string[], equal: boolean) => {
    const key = from.join(' ')
    const list = found.get(key) ?? []
    if (key !== to.join(' ')) list.push({ terms: to, equal })
    found.set(key, list)
  }
  text.split('\n').forEach((line, index) => {
    const rule = line.replace(/#.*/, '').trim()
    if (rule === '') return
    const [left = '', right, ...more] = rule.split('=>')
    const phrases = (list: string) =>
      list
        .split(',')
        .map((phrase) => termsOf(phrase, language))
        .filter((terms) => terms.length > 0)
    const sources = phrases(left)
    const targets = right === undefined ? sources : phrases(right)
    if (
      more.length > 0 ||
      sources.length === 0 ||
      targets.length === 0 ||
      (right === undefined && targets.length < 2)
    ) {
      throw new SyntaxError(`line ${index + 1} is no synonym rule: ${line}`)
    }
    for (const source of sources) {
      if (source.length > LONGEST_PHRASE)
        throw new SyntaxError(`line ${index + 1} has a phrase of more than ${LONGEST_PHRASE} words`)
      for (const target of targets) if (target !== source) add(source, target, right === undefined)
    }
  })
  return found
}
