import { calm, everythingTwice, exactly, type FaultKind, faultKinds } from './faults'
import { type Outcome, runPlan } from './run'
import type { Habits } from './shopper'
import type { World } from './world'

/** The purchases that are cut at every call they make. */
const purchases: Readonly<Record<string, Partial<Habits>>> = {
  plain: {},
  'two tabs': { twoTabs: true },
  'bank approves': { cards: ['tok_challenge'], bank: { outcome: 'approve', after: 100 } },
  'bank declines': { cards: ['tok_challenge', 'tok_success'], bank: { outcome: 'decline', after: 100 } },
  'given up at the bank': { cards: ['tok_challenge'], givesUp: true },
  'declined, then another card': { cards: ['tok_decline', 'tok_success'] },
  'charged, answer lost': { cards: ['tok_timeout'] },
  'request lost': { cards: ['tok_lost'] },
  'decided late': { cards: ['tok_late_success'] },
  'cancelled afterwards': { cancelsAfter: 500 },
  'with a gift card, sent back': { giftCard: 1_000, sendsBack: 1 },
  'sent back for another variant': { sendsBack: 1, exchanges: true },
  'with letters': { reads: true },
  'with documents, sent back': { files: true, sendsBack: 1 },
}

export interface Cell extends Outcome {
  purchase: string
  /** Where it was struck, e.g. `pay.1 3 TransactWriteItems`. */
  point: string
  kind: FaultKind | 'messages twice and out of order' | 'nothing'
}

/** Strikes at each call of each purchase with each kind of fault, one at a time. @param only these purchases */
export async function* crashMatrix(world: World, only = Object.keys(purchases)): AsyncGenerator<Cell> {
  for (const purchase of only) {
    const habits = purchases[purchase]
    const undisturbed = await runPlan(world, calm, habits)
    yield { ...undisturbed, purchase, point: '', kind: 'nothing' }
    const twice = await runPlan(world, everythingTwice, habits)
    yield { ...twice, purchase, point: '', kind: 'messages twice and out of order' }
    for (const { process, number, operation } of undisturbed.trace) {
      for (const kind of faultKinds) {
        for (const milliseconds of kind === 'slow' ? [6_000, 20_000, 11 * 60_000] : [0]) {
          const outcome = await runPlan(world, exactly(process, number, kind, milliseconds), habits)
          yield { ...outcome, purchase, point: `${process} ${number} ${operation}`, kind }
        }
      }
    }
  }
}
