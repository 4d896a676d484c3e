import { tokenise } from '@/server/search/language/tokenise'
import type { Synonyms } from '@/server/search/language/synonyms'
import type { Filters } from './filters'
import { Integers } from './growing'
import { planQuery, type Plan, type Vocabulary } from './plan'
import { raiseCategories, Scores, scoreGroups, type TextIndex, type Weights } from './rank'
import type { Reader } from './reader'
import { Spelling } from './spelling'

/** What a text finds, before filters. */
export interface Found {
  slots: Int32Array
  scores: Float32Array | undefined
  corrected?: string
  didYouMean?: string
  relaxed: boolean
}

/** With fewer products than this that have all the words, products that lack some are let in after them. */
const ENOUGH = 12

/** Finds and scores the documents for a text. */
export class Lookup {
  private readonly scores = new Scores()
  private spelling = new Map<TextIndex, { version: number; spelling: Spelling }>()

  constructor(
    private readonly reader: Reader,
    private readonly dictionary: ReadonlyMap<string, Synonyms>,
    private readonly weights: Weights,
  ) {}

  /** Documents that are sold where the query asks, and match its text; all of them when there is none. */
  find(text: string, language: string, filters: Filters): Found {
    const lanes = this.lanes(language)
    const plans = lanes.map((lane) =>
      planQuery(text, lane.language, this.vocabulary(lane, lanes), this.dictionary.get(lane.language)),
    )
    if (plans.every((plan) => plan.groups.length === 0))
      return { slots: this.everything(filters), scores: undefined, relaxed: false }

    const { columns } = this.reader
    this.scores.begin(columns.size)
    const own = this.reader.texts.get(language)
    const full: { from: number; mask: number; plan: Plan }[] = []
    lanes.forEach((lane, i) => {
      const plan = plans[i]!
      full.push({ from: this.scores.matched.length, mask: 2 ** plan.groups.length - 1, plan })
      const eligible =
        lane === own
          ? filters.sold
          : (slot: number) =>
              columns.language[slot] === lane.language && own?.has[slot] !== 1 && filters.sold(slot)
      scoreGroups(plan.groups, lane, columns, eligible, this.scores, this.weights)
    })
    raiseCategories(this.scores, columns, this.weights)
    const { slots, relaxed } = this.select(full)
    return { slots, scores: this.scores.total, relaxed, ...this.corrections(text, plans, lanes) }
  }

  /** The index of the language first, then those whose texts stand in where a translation is missing. */
  private lanes(language: string): (TextIndex & { has: Uint8Array; titles: string[] })[] {
    const own = this.reader.texts.get(language)
    return [...(own ? [own] : []), ...[...this.reader.texts.values()].filter((index) => index !== own)]
  }

  private vocabulary(lane: TextIndex, lanes: readonly TextIndex[]): Vocabulary {
    return {
      frequency: (term) => lane.postings.frequency(term),
      correct: (word) => {
        if (lanes.some((other) => other.postings.frequency(word) > 0)) return undefined
        return this.spellingOf(lane).correct(word)?.term
      },
    }
  }

  private spellingOf(lane: TextIndex): Spelling {
    const known = this.spelling.get(lane)
    if (known && known.version === this.reader.textVersion) return known.spelling
    const spelling = new Spelling(lane.postings)
    this.spelling = new Map([...this.spelling, [lane, { version: this.reader.textVersion, spelling }]])
    return spelling
  }

  private everything(filters: Filters): Int32Array {
    const { columns } = this.reader
    const slots = new Integers(columns.size)
    for (let slot = 0; slot < columns.size; slot++)
      if (columns.alive[slot] === 1 && filters.sold(slot)) slots.push(slot)
    return slots.values.subarray(0, slots.length)
  }

  /** Those with all the words; with too few of them, those that miss one, and so on. */
  private select(lanes: readonly { from: number; mask: number }[]): { slots: Int32Array; relaxed: boolean } {
    const { matched, mask } = this.scores
    const missingOf = (slot: number, full: number) => bits(full & ~mask[slot]!)
    const most = Math.max(...lanes.map((lane) => bits(lane.mask)))
    const counts = new Int32Array(most + 1)
    const missing = new Uint8Array(matched.length)
    lanes.forEach((lane, l) => {
      const to = lanes[l + 1]?.from ?? matched.length
      for (let i = lane.from; i < to; i++) {
        missing[i] = missingOf(matched.values[i]!, lane.mask)
        counts[missing[i]!]!++
      }
    })
    let allowed = 0
    let taken = counts[0]!
    while (taken < ENOUGH && allowed + 1 < most) taken += counts[++allowed]!
    const slots = new Int32Array(taken)
    let at = 0
    for (let i = 0; i < matched.length; i++) if (missing[i]! <= allowed) slots[at++] = matched.values[i]!
    return { slots: slots.subarray(0, at), relaxed: at > counts[0]! }
  }

  private corrections(
    text: string,
    plans: readonly Plan[],
    lanes: readonly { titles: string[]; postings: TextIndex['postings']; language: string }[],
  ): { corrected?: string } {
    const lane = plans.findIndex((plan) => plan.corrections.size > 0)
    if (lane < 0) return {}
    const { corrections } = plans[lane]!
    const index = lanes[lane]!
    const words = tokenise(text, index.language).map((word) => {
      const term = corrections.get(word.surface)
      return term === undefined ? word.surface : surfaceOf(term, index)
    })
    return { corrected: words.join(' ') }
  }
}

/** A term as it is written in a title. */
function surfaceOf(
  term: string,
  index: { titles: string[]; postings: TextIndex['postings']; language: string },
): string {
  for (const { slots, from, to } of index.postings.stretches(term)) {
    for (let i = from; i < Math.min(to, from + 20); i++) {
      const word = tokenise(index.titles[slots[i]!] ?? '', index.language).find((one) => one.whole === term)
      if (word) return word.surface
    }
  }
  return term
}

function bits(mask: number): number {
  let count = 0
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++
  return count
}
