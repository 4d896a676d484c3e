import { fold } from '@/server/search/language/tokenise'
import { languageOf, languageOfLocale } from '@/server/search/language/languages'
import type { SuggestQuery, SuggestResult } from '@/server/search/model'
import { readFilters } from './filters'
import type { Hits } from './hits'
import type { Lookup } from './lookup'
import { order } from './order'
import type { Reader } from './reader'

interface Completion {
  folded: string
  text: string
  weight: number
}

/** What may be meant by the beginning of a query: phrases that titles and categories are made of, and products. */
export class Suggester {
  private completions = new Map<string, { version: number; list: Completion[] }>()

  constructor(
    private readonly reader: Reader,
    private readonly lookup: Lookup,
    private readonly hits: Hits,
  ) {}

  suggest({ market, locale, text, limit }: SuggestQuery): SuggestResult {
    const language = languageOfLocale(locale)
    const typed = fold(text, languageOf(language)).trim()
    const base = {
      market,
      locale,
      filters: {},
      ranges: {},
      availableOnly: false,
      sort: 'relevance',
      page: 1,
      pageSize: limit,
      facets: false,
    } as const
    const filters = readFilters(base, this.reader.columns)
    const completions = this.complete(typed, language, limit)
    const found = this.lookup.find(completions[0] ?? text, language, filters)
    const products = this.hits.load(
      order(found.slots, base, this.reader, found.scores, language),
      market,
      language,
      undefined,
    )
    return {
      completions,
      categories: this.categories(typed, language, limit),
      products: products.map(({ score: _score, ...hit }) => hit),
    }
  }

  private complete(typed: string, language: string, limit: number): string[] {
    const list = this.list(language)
    let low = 0
    let high = list.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (list[middle]!.folded < typed) low = middle + 1
      else high = middle
    }
    const best: Completion[] = []
    for (let i = low; i < list.length && list[i]!.folded.startsWith(typed); i++) {
      const one = list[i]!
      if (best.length === limit && one.weight <= best[limit - 1]!.weight) continue
      best.splice(best.findIndex((other) => other.weight < one.weight) >>> 0, 0, one)
      if (best.length > limit) best.pop()
    }
    return best.map((one) => one.text)
  }

  private categories(typed: string, language: string, limit: number): SuggestResult['categories'] {
    const found: SuggestResult['categories'] = []
    for (const [id, names] of this.reader.columns.categoryNames) {
      const label = names[language] ?? names.en ?? id
      const folded = fold(label, languageOf(language))
      if (folded.startsWith(typed) || folded.includes(` ${typed}`)) found.push({ id, label })
      if (found.length === limit) break
    }
    return found
  }

  private list(language: string): Completion[] {
    const known = this.completions.get(language)
    if (known && known.version === this.reader.textVersion) return known.list
    const list = collect(this.reader, language)
    this.completions.set(language, { version: this.reader.textVersion, list })
    return list
  }
}

/** Words and pairs of words that titles share, with how many do. */
function collect(reader: Reader, language: string): Completion[] {
  const counts = new Map<string, number>()
  const add = (phrase: string) => counts.set(phrase, (counts.get(phrase) ?? 0) + 1)
  for (const index of reader.texts.values()) {
    index.titles.forEach((title, slot) => {
      if (reader.columns.alive[slot] === 0) return
      const words = title.split(/[\s,;()]+/).filter((word) => /^\p{L}[\p{L}\p{N}-]*$/u.test(word))
      words.forEach((word, i) => {
        if (word.length > 2) add(word.toLowerCase())
        if (words[i + 1] !== undefined) add(`${word} ${words[i + 1]}`.toLowerCase())
      })
    })
  }
  const list: Completion[] = []
  for (const [text, count] of counts) {
    if (count >= 5)
      list.push({
        folded: fold(text, languageOf(language)),
        text,
        weight: text.includes(' ') ? count * 1.5 : count,
      })
  }
  return list.sort((a, b) => (a.folded < b.folded ? -1 : a.folded > b.folded ? 1 : 0))
}
