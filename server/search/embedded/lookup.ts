import type { Synonyms } from '@/server/search/language/synonyms'
import { tokenise, type Word } from '@/server/search/language/tokenise'
import { Integers } from './growing'
import { type FormWeights, type Plan, planQuery, type Vocabulary } from './plan'
import { raiseCategories, Scores, scoreGroups } from './rank'
import type { LiveIndex, Reader } from './reader'
import type { Weights } from './weights'

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

type Lane = LiveIndex

/** Finds and scores the documents for a text. */
export class Lookup {
  private readonly scores = new Scores()
  private readonly eligibles = new Map<string, Uint8Array>()
  private eligibleVersion = -1

  constructor(
    private readonly reader: Reader,
    private readonly dictionary: ReadonlyMap<string, Synonyms>,
    private readonly weights: Weights,
    private readonly forms: FormWeights,
  ) {}

  /** Documents that are sold where the query asks, and match its text; all of them when there is none. */
  find(text: string, language: string, market: string): Found {
    const lanes = this.lanes(language)
    const plans = lanes.map((lane) => this.plan(text, lane, lanes))
    if (plans.every((plan) => plan.groups.length === 0)) {
      return { slots: this.everything(market), scores: undefined, relaxed: false }
    }
    return { ...this.score(plans, lanes, language, market), ...this.corrections(text, plans, lanes) }
  }

  /** As `find`, with the last word only begun. */
  findBegun(text: string, language: string, market: string): Found {
    const lanes = this.lanes(language)
    const plans = lanes.map((lane) => {
      const plan = this.plan(text, lane, lanes)
      const last = plan.groups.at(-1)
      if (!last) return plan
      const begun = lane.derived.beginningWith(last.surface).map((term) => ({ terms: [term], weight: 1 }))
      return {
        ...plan,
        groups: [...plan.groups.slice(0, -1), { ...last, alternatives: [...last.alternatives, ...begun] }],
      }
    })
    if (plans.every((plan) => plan.groups.length === 0))
      return { slots: new Int32Array(0), scores: undefined, relaxed: false }
    return this.score(plans, lanes, language, market)
  }

  private plan(text: string, lane: Lane, lanes: readonly Lane[]): Plan {
    const vocabulary: Vocabulary = {
      frequency: (term) => lane.postings.frequency(term),
      correct: (word) =>
        lanes.some((other) => other.postings.frequency(word) > 0)
          ? undefined
          : lane.derived.spelling.correct(word)?.term,
    }
    return planQuery(text, lane.language, vocabulary, this.dictionary.get(lane.language), this.forms)
  }

  private score(plans: readonly Plan[], lanes: readonly Lane[], language: string, market: string): Found {
    const { columns } = this.reader
    this.scores.begin(columns.size)
    const own = this.reader.texts.get(language)
    const spans = lanes.map((lane, i) => {
      const from = this.scores.matched.length
      const { groups } = plans[i]!
      const eligible = this.eligible(lane, own, market)
      scoreGroups(groups, lane, columns, eligible, this.scores, this.weights)
      return { from, mask: 2 ** groups.length - 1 }
    })
    raiseCategories(this.scores, columns, this.weights)
    return { scores: this.scores.total, ...this.select(spans) }
  }

  /** The index of the language first, then those whose texts stand in where a translation is missing. */
  private lanes(language: string): Lane[] {
    const own = this.reader.texts.get(language)
    return [...(own ? [own] : []), ...[...this.reader.texts.values()].filter((index) => index !== own)]
  }

  private everything(market: string): Int32Array {
    const sold = this.eligible(undefined, undefined, market)
    const slots = new Integers(this.reader.columns.size)
    for (let slot = 0; slot < this.reader.columns.size; slot++) if (sold[slot] === 1) slots.push(slot)
    return slots.values.subarray(0, slots.length)
  }

  /** 1 for the documents that are sold in a market and are to be searched in a lane: those with a text in the shopper's
   *  language, or those whose own language stands in for it. Kept until something changes. */
  private eligible(lane: Lane | undefined, own: Lane | undefined, market: string): Uint8Array {
    if (this.eligibleVersion !== this.reader.version) this.eligibles.clear()
    this.eligibleVersion = this.reader.version
    const key = `${market} ${lane?.language} ${own?.language}`
    const known = this.eligibles.get(key)
    if (known) return known
    const { columns } = this.reader
    const prices = columns.prices.get(market)
    const slots = new Uint8Array(columns.size)
    for (let slot = 0; slot < columns.size; slot++) {
      const translated = own?.has[slot] === 1
      const inLane =
        !lane || (lane === own ? translated : columns.language[slot] === lane.language && !translated)
      slots[slot] = inLane && columns.alive[slot] === 1 && prices !== undefined && prices[slot]! >= 0 ? 1 : 0
    }
    this.eligibles.set(key, slots)
    return slots
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

  /** The query with unknown words replaced, or, where it has none, with words that next to nobody writes replaced. */
  private corrections(
    text: string,
    plans: readonly Plan[],
    lanes: readonly Lane[],
  ): { corrected?: string; didYouMean?: string } {
    const unknown = (surface: string) => !plans.some((plan, lane) => knows(plan, lanes[lane]!, surface))
    const lane = plans.findIndex(({ corrections }) => [...corrections.keys()].some(unknown))
    if (lane >= 0) {
      const taken = ({ surface }: Word) =>
        unknown(surface) ? plans[lane]!.corrections.get(surface) : undefined
      return { corrected: rewrite(text, lanes[lane]!, taken) }
    }
    const [own] = lanes
    if (!own) return {}
    const meant = rewrite(text, own, (word) => betterKnown(word.whole, own))
    return meant === undefined ? {} : { didYouMean: meant }
  }
}

/** Whether a language has a word of the query in any of its forms: then it is no slip, however strange it looks to another language. */
const knows = (plan: Plan, lane: Lane, surface: string): boolean =>
  !plan.corrections.has(surface) &&
  plan.groups.some(
    (group) =>
      group.surface === surface &&
      group.alternatives.some(({ terms }) => terms.every((term) => lane.postings.frequency(term) > 0)),
  )

/** A word that so few documents have may be a slip, if a near one is so much more frequent. */
const RARE = 2
const FAR_MORE = 25

function betterKnown(word: string, lane: Lane): string | undefined {
  const frequency = lane.postings.frequency(word)
  if (frequency === 0 || frequency > RARE) return undefined
  const near = lane.derived.spelling.correct(word)
  return near?.distance === 1 && lane.postings.frequency(near.term) >= FAR_MORE * frequency
    ? near.term
    : undefined
}

/** A text with some of its words replaced by others, as titles write them; nothing when none is. */
function rewrite(
  text: string,
  lane: Lane,
  replacement: (word: Word) => string | undefined,
): string | undefined {
  let changed = false
  const words = tokenise(text, lane.language).map((word) => {
    const term = replacement(word)
    if (term === undefined) return word.surface
    changed = true
    return surfaceOf(term, lane)
  })
  return changed ? words.join(' ') : undefined
}

/** A term as it is written in a title. */
function surfaceOf(term: string, index: Lane): string {
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
