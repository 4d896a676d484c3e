import { issueGiftCard } from '@/server/payments/gift-cards'
import { newId } from '@/server/platform/ids'
import { violations } from './checks'
import { anything, calm, type FaultPlan } from './faults'
import { changePrices, skus, stockShelves } from './goods'
import { Random } from './random'
import { type Habits, isOrdinary, shopper } from './shopper'
import { Workers } from './workers'
import type { World } from './world'

/** What was wrong with a run; nothing when it is right. */
export interface Outcome {
  wrong: string[]
  orders: number
  trace: World['trace']
}

interface Scenario {
  random: Random
  plan: FaultPlan
  shoppers: Habits[]
  onHand: number
  /** Whether letters and documents are written; most runs leave them out, because they take time. */
  letters?: boolean
  papers?: boolean
  /** After how many milliseconds the prices change. */
  priceChange?: number
}

/** What all shoppers of a run do, and what goes wrong in it, whatever the seed says. */
export interface Fixed {
  everybody?: Partial<Habits>
  plan?: FaultPlan
}

/** Runs what a seed says: a few shoppers, whatever goes wrong around them, and the recovery.
 *  @param fixed what does not follow from the seed */
export function runSeed(world: World, seed: number, { everybody, plan }: Fixed = {}): Promise<Outcome> {
  const random = new Random(seed)
  const shoppers = Array.from({ length: random.pick([1, 1, 2, 3]) }, () => ({
    ...someHabits(random),
    ...everybody,
  }))
  return run(world, {
    random,
    plan: plan ?? anything(random),
    shoppers,
    onHand: random.pick([1, 2, 3, 9]),
    letters: random.chance(0.25) || everybody?.reads,
    papers: random.chance(0.25) || everybody?.files,
    ...(random.chance(0.1) ? { priceChange: random.below(20_000) } : {}),
  })
}

/** One shopper who does it in the plainest way, and one plan of what goes wrong: a cell of the crash matrix. */
export function runPlan(world: World, plan: FaultPlan, habits: Partial<Habits> = {}): Promise<Outcome> {
  const shoppers = [{ ...plainHabits(), ...habits }]
  return run(world, {
    random: new Random(1),
    plan,
    shoppers,
    onHand: 3,
    letters: habits.reads,
    papers: habits.files,
  })
}

/** Four shoppers want the last piece at the same moment, and nothing else goes wrong. */
export function runRush(world: World, seed: number): Promise<Outcome> {
  const shoppers = [1, 2, 3, 4].map((house) => ({ ...plainHabits(), house }))
  return run(world, { random: new Random(seed), plan: calm, shoppers, onHand: 1 })
}

async function run(world: World, scenario: Scenario): Promise<Outcome> {
  const { random, plan, shoppers } = scenario
  world.begin(random, plan)
  await stockShelves(scenario.onHand)
  for (const habits of shoppers) {
    if (habits.giftCard !== undefined) await giveGiftCard(habits)
  }
  const { letters = false, papers = false } = scenario
  const workers = new Workers(world, random, { letters, papers })
  workers.start()
  if (scenario.priceChange !== undefined) {
    changePrices(world, scenario.priceChange).catch((error) => world.failures.push(error))
  }
  void Promise.allSettled(shoppers.map((habits) => shopper(world, habits))).then((results) => {
    for (const result of results) if (result.status === 'rejected') world.failures.push(result.reason)
    workers.over = true
  })
  await world.scheduler.run()

  const wrong = await recovered(world, workers)
  const surprises = world.failures.filter((error) => !isOrdinary(error)).map(described)
  return { wrong: [...wrong, ...surprises], orders: workers.received.size, trace: world.trace }
}

/** Somebody was given a card: its money is the shop's already. */
async function giveGiftCard(habits: Habits): Promise<void> {
  const amount = { amount: habits.giftCard ?? 0, currency: 'GBP' as const }
  habits.code = (await issueGiftCard(amount, 'chaos')).code
}

/** Hours later, when nothing goes wrong any more: what is wrong then stays so. */
async function recovered(world: World, workers: Workers): Promise<string[]> {
  world.plan = calm
  try {
    for (let rest = 0, rounds = 0; rest < 2; rounds++) {
      if (rounds > 60) return ['it never comes to rest']
      world.scheduler.advance(20 * 60_000)
      rest = (await workers.everythingOnce()) ? 0 : rest + 1
    }
    return await violations(world, workers)
  } catch (error) {
    return [`the recovery fails: ${described(error)}`]
  }
}

const described = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error)

const guest = () => ({ kind: 'guest' as const, id: newId('gst'), sessionId: newId('ses') })

const plainHabits = (): Habits => ({
  who: guest(),
  house: 1,
  sku: skus[0],
  quantity: 1,
  cards: ['tok_success'],
  twoTabs: false,
  givesUp: false,
})

const cards = [
  ['tok_success'],
  ['tok_success'],
  ['tok_challenge'],
  ['tok_decline', 'tok_success'],
  ['tok_timeout'],
  ['tok_lost'],
  ['tok_late_success'],
  ['tok_challenge', 'tok_success'],
] as const

function someHabits(random: Random): Habits {
  return {
    who: guest(),
    house: random.below(100_000),
    sku: random.pick(skus),
    quantity: random.pick([1, 1, 2]),
    cards: random.pick(cards),
    twoTabs: random.chance(0.3),
    givesUp: random.chance(0.15),
    ...(random.chance(0.85)
      ? {
          bank: {
            outcome: random.chance(0.75) ? ('approve' as const) : ('decline' as const),
            after: random.pick([100, 5_000, 12 * 60_000]),
          },
        }
      : {}),
    ...(random.chance(0.2) ? { addsMeanwhile: random.pick(skus) } : {}),
    ...(random.chance(0.25) ? { giftCard: random.pick([500, 1_000, 50_000]) } : {}),
    ...(random.chance(0.5) ? { sendsBack: random.pick([1, 2]) } : {}),
    exchanges: random.chance(0.4),
    ...(random.chance(0.3) ? { cancelsAfter: random.pick([0, 500, 30_000]) } : {}),
  }
}
