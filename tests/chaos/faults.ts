import type { Random } from './random'

/** What may happen to one call that leaves a process.
 *  `crash-before`, `crash-after`: the process dies before or after the call took effect. `lost-answer`: it took effect, and the caller
 *  hears that nobody answered; from the payment provider, that it took too long. `unavailable`: it never arrived. `repeated`: the
 *  client library sent it twice. `slow`: long enough for others to come first, or for a hold to end. */
export const faultKinds = [
  'crash-before',
  'crash-after',
  'lost-answer',
  'unavailable',
  'repeated',
  'slow',
] as const
export type FaultKind = (typeof faultKinds)[number]

/** What may happen to a message: it comes again, it overtakes others, or it is refused at first. */
export interface MessageFaults {
  /** @param times that it has come */
  duplicate(times: number): boolean
  reorder(): boolean
  refuse(): boolean
}

/** A call that leaves a process, as faults are chosen by. */
export interface Call {
  process: string
  /** The how manyth of its process. */
  number: number
  operation: string
}

/** Decides what goes wrong. */
export interface FaultPlan {
  at(call: Call): FaultKind | undefined
  messages: MessageFaults
  /** Milliseconds that a slow call takes. */
  slowness(): number
}

const slow = [400, 6_000, 20_000, 11 * 60_000] as const

/** Nothing goes wrong. */
export const calm: FaultPlan = {
  at: () => undefined,
  messages: { duplicate: () => false, reorder: () => false, refuse: () => false },
  slowness: () => 0,
}

/** Anything may go wrong anywhere, as the seed decides; in some runs seldom, in some often. */
export function anything(random: Random): FaultPlan {
  const share = random.pick([0, 0.01, 0.03, 0.08])
  const messy = random.pick([0, 0.1, 0.4])
  return {
    at: () => (random.chance(share) ? random.pick(faultKinds) : undefined),
    messages: {
      duplicate: () => random.chance(messy),
      reorder: () => random.chance(messy),
      refuse: () => random.chance(messy / 4),
    },
    slowness: () => random.pick(slow),
  }
}

/** Exactly one thing goes wrong, at one call of one process. */
export function exactly(process: string, number: number, kind: FaultKind, milliseconds = 20_000): FaultPlan {
  let struck = false
  return {
    ...calm,
    at(call) {
      if (struck || call.process !== process || call.number !== number) return undefined
      struck = true
      return kind
    },
    slowness: () => milliseconds,
  }
}

/** Every message comes twice and overtakes those before it. */
export const everythingTwice: FaultPlan = {
  ...calm,
  messages: { duplicate: (times) => times < 2, reorder: () => true, refuse: () => false },
}
