import { languageOf, languageOfLocale } from '@/server/search/language/languages'
import { fold } from '@/server/search/language/tokenise'
import { SearchQuery, type SuggestQuery, type SuggestResult } from '@/server/search/model'
import { lowerBound } from './derived'
import type { Hits } from './hits'
import type { Lookup } from './lookup'
import { order } from './order'
import type { Reader } from './reader'

interface Phrases {
  version: number
  folded: string[]
  texts: string[]
  counts: number[]
}

/** A phrase that fewer titles have is not offered. */
const LEAST_TITLES = 5
/** Answers kept until something changes; the first letters are asked for again and again. */
const MOST_KEPT = 2_000

/** What may be meant by the beginning of a query: phrases that titles are made of, categories and products. */
export class Suggester {
  private readonly phrases = new Map<string, Phrases>()
  private kept = new Map<string, SuggestResult>()
  private keptVersion = -1

  constructor(
    private readonly reader: Reader,
    private readonly lookup: Lookup,
    private readonly hits: Hits,
  ) {}

  suggest(query: SuggestQuery): SuggestResult {
    const key = JSON.stringify([query.market, query.locale, query.limit, query.text.toLowerCase()])
    if (this.keptVersion !== this.reader.version || this.kept.size > MOST_KEPT) this.kept = new Map()
    this.keptVersion = this.reader.version
    const known = this.kept.get(key)
    if (known) return known
    const result = this.find(query)
    this.kept.set(key, result)
    return result
  }

  private find({ market, locale, text, limit }: SuggestQuery): SuggestResult {
    const language = languageOfLocale(locale)
    const typed = fold(text, languageOf(language)).trim()
    const query = SearchQuery.parse({ market, locale, pageSize: limit, facets: false })
    const found = this.lookup.findBegun(text, language, market)
    const page = order(found.slots, query, this.reader, found.scores, language)
    return {
      completions: this.complete(typed, language, limit),
      categories: this.categories(typed, language, limit),
      products: this.hits.load(page, market, language, undefined).map(({ score: _score, ...hit }) => hit),
    }
  }

  /** The most frequent phrases that begin so. */
  private complete(typed: string, language: string, limit: number): string[] {
    const { folded, texts, counts } = this.phrasesOf(language)
    const best: number[] = []
    for (let i = lowerBound(folded, typed); i < folded.length && folded[i]!.startsWith(typed); i++) {
      if (best.length === limit && counts[i]! <= counts[best.at(-1)!]!) continue
      const at = best.findIndex((other) => counts[other]! < counts[i]!)
      best.splice(at < 0 ? best.length : at, 0, i)
      if (best.length > limit) best.pop()
    }
    return best.map((i) => texts[i]!)
  }

  private categories(typed: string, language: string, limit: number): SuggestResult['categories'] {
    const found: SuggestResult['categories'] = []
    for (const [id, names] of this.reader.columns.categoryNames) {
      const label = names[language] ?? names.en ?? id
      if (` ${fold(label, languageOf(language))}`.includes(` ${typed}`)) found.push({ id, label })
      if (found.length === limit) break
    }
    return found
  }

  private phrasesOf(language: string): Phrases {
    const known = this.phrases.get(language)
    if (known?.version === this.reader.textVersion) return known
    const counts = countPhrases(this.reader)
    const list = [...counts]
      .filter(([, count]) => count >= LEAST_TITLES)
      .map(([text, count]) => ({ text, folded: fold(text, languageOf(language)), count }))
      .sort((a, b) => (a.folded < b.folded ? -1 : a.folded > b.folded ? 1 : 0))
    const phrases = {
      version: this.reader.textVersion,
      folded: list.map(({ folded }) => folded),
      texts: list.map(({ text }) => text),
      // Two words tell more than one.
      counts: list.map(({ text, count }) => (text.includes(' ') ? count * 1.5 : count)),
    }
    this.phrases.set(language, phrases)
    return phrases
  }
}

/** Words of a title and pairs of neighbours, as people begin to type them. */
export function titlePhrases(title: string): string[] {
  const words = title.toLowerCase().split(/[\s,;()]+/)
  return words.flatMap((word, i) => {
    if (!isWord(word)) return []
    const next = words[i + 1]
    return [
      ...(word.length > 2 ? [word] : []),
      ...(next !== undefined && isWord(next) ? [`${word} ${next}`] : []),
    ]
  })
}

const isWord = (text: string): boolean => /^\p{L}[\p{L}\p{N}-]*$/u.test(text)

function countPhrases(reader: Reader): Map<string, number> {
  const counts = new Map<string, number>()
  for (const index of reader.texts.values()) {
    index.titles.forEach((title, slot) => {
      if (reader.columns.alive[slot] === 0) return
      for (const phrase of titlePhrases(title)) counts.set(phrase, (counts.get(phrase) ?? 0) + 1)
    })
  }
  return counts
}
