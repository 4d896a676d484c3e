import { cartLikely } from '@/server/cart/ahead'
import { addToCart } from '@/server/cart/cart'
import { checkoutLikely } from '@/server/checkout/ahead'
import { checkoutOf, startCheckout } from '@/server/checkout/checkout'
import { useGiftCard } from '@/server/checkout/gift-cards'
import type { CheckoutView } from '@/server/checkout/model'
import { cancelPayment, pay, resumeCheckout } from '@/server/checkout/pay'
import { requestCancellation, requireOrder } from '@/server/orders/orders'
import { returnablePieces } from '@/server/orders/returnable'
import { requestReturn } from '@/server/orders/returns'
import { ProviderTimeout } from '@/server/payments/provider'
import { answerChallenge } from '@/server/payments/sandbox'
import { Conflict, NotFound, Unavailable } from '@/server/platform/errors'
import { newId } from '@/server/platform/ids'
import type { Guest } from '@/server/platform/principal'
import { withRequestId } from '@/server/platform/request-context'
import { otherVariant, skus } from './goods'
import { Died } from './scheduler'
import type { World } from './world'

/** How somebody goes about it. */
export interface Habits {
  who: Guest
  house: number
  sku: string
  quantity: number
  /** Cards to try, one after another. */
  cards: readonly string[]
  /** Does it all in two tabs at once. */
  twoTabs: boolean
  /** What they answer their bank, and after how many milliseconds; nothing when they go away. */
  bank?: { outcome: 'approve' | 'decline'; after: number }
  /** Gives the payment up at the bank's page. */
  givesUp: boolean
  /** Puts something else into the cart while the payment is under way. */
  addsMeanwhile?: string
  /** Wants the order back so many milliseconds after it was placed. */
  cancelsAfter?: number
  /** Pays with a gift card of so many minor units as far as it goes; its code once it is issued. */
  giftCard?: number
  code?: string
  /** Sends so many pieces back when they have arrived. */
  sendsBack?: number
  /** Wants another variant in place of what is sent back. */
  exchanges?: boolean
  /** Gets letters. */
  reads?: boolean
  /** Gets documents. */
  files?: boolean
}

/** Everybody lives somewhere else: many orders to one address look like fraud. */
const detailsOf = ({ house }: Habits) => ({
  email: 'ada@example.com',
  shipping: {
    name: 'Ada Quay',
    line1: `${house} Rope Walk`,
    city: 'London',
    postcode: 'SE1 9XX',
    country: 'GB',
  },
  delivery: 'standard' as const,
})
const patience = 15_000

/** A shopper with a browser: goes on after failures as people do, by trying again, and now and then gives up. */
export function shopper(world: World, habits: Habits): Promise<void> {
  const { who } = habits
  const browse = async () => {
    await insist('add', () => {
      cartLikely(who.id, posted('/api/cart/lines'))
      return addToCart(who, 'en-GB', habits.sku, habits.quantity)
    })
    const meanwhile = habits.addsMeanwhile
    await Promise.allSettled([
      tab(),
      ...(habits.twoTabs ? [tab()] : []),
      ...(meanwhile ? [insist('add', () => addToCart(who, 'en-GB', meanwhile, 1))] : []),
    ])
  }
  return world.scheduler.process('browser', browse)

  async function tab(): Promise<void> {
    const view = await insist('start', () => {
      checkoutLikely(who.id, posted('/api/checkout'))
      return startCheckout(who, 'en-GB', detailsOf(habits))
    })
    let expected = agreed(await withGiftCard(view))
    for (const token of habits.cards) {
      const paid = await payWith(view.id, token, () => expected)
      if (paid === 'declined') continue
      if (paid === 'changed') expected = agreed(await insist('look', () => checkoutOf(who, view.id)))
      const done = paid === 'changed' ? await payWith(view.id, token, () => expected) : paid
      if (typeof done === 'object') await afterwards(await settled(done))
      return
    }
  }

  async function withGiftCard(view: CheckoutView): Promise<CheckoutView> {
    const { code } = habits
    return code === undefined ? view : insist('gift', () => useGiftCard(who, view.id, code))
  }

  async function payWith(id: string, token: string, expected: () => ReturnType<typeof agreed>) {
    try {
      return await insist('pay', () => {
        checkoutLikely(who.id, posted(`/api/checkout/${id}/pay`))
        return pay(who, id, 'en-GB', { token, ...expected() })
      })
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      if (error.code === 'payment-declined') return 'declined' as const
      if (error.code === 'total-changed') return 'changed' as const
      return 'refused' as const
    }
  }

  async function settled(view: CheckoutView): Promise<CheckoutView> {
    if (view.state === 'challenge' && habits.givesUp) {
      return insist('give-up', () => cancelPayment(who, view.id))
    }
    if (view.state === 'challenge' && habits.bank && view.challenge) {
      const key = view.challenge.url.split('/').at(-1) ?? ''
      const { outcome, after } = habits.bank
      await world.scheduler.pause(after)
      await insist('bank', () => answerChallenge(key, outcome))
    }
    if (view.state === 'challenge' && !habits.bank) return view
    let latest = view
    for (let look = 0; look < 4 && latest.state !== 'completed'; look++) {
      await world.scheduler.pause(2_000)
      latest = await insist('resume', () => resumeCheckout(who, view.id))
    }
    return latest
  }

  async function afterwards({ order }: CheckoutView): Promise<void> {
    if (!order) return
    if (habits.cancelsAfter !== undefined) {
      await world.scheduler.pause(habits.cancelsAfter)
      await insist('cancel', () => requestCancellation(who, order.id, 'en-GB'))
    } else if (habits.sendsBack !== undefined) await sendBack(order.id, habits.sendsBack)
  }

  /** Waits for the parcel, and sends back what of it is there; nothing where it never comes. */
  async function sendBack(id: string, wished: number): Promise<void> {
    for (let look = 0; look < 4; look++) {
      await world.scheduler.pause(20_000)
      const [piece] = returnablePieces(await insist('look', () => requireOrder(id)))
      if (!piece) continue
      const exchange = habits.exchanges && piece.sku === skus[0] ? otherVariant : undefined
      const quantity = Math.min(wished, piece.quantity)
      const line = { sku: piece.sku, quantity, reason: 'other' as const, exchange }
      await insist('return', () => requestReturn(who, id, { lines: [line] }))
      return
    }
  }

  /** Asks the server, in a process of its own, and asks again when nobody answers. */
  async function insist<T>(what: string, work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const request = () => withRequestId(newId('req'), work)
      try {
        return await Promise.race([world.scheduler.process(what, request), impatience()])
      } catch (error) {
        const again =
          error instanceof Died ||
          error instanceof Unavailable ||
          error instanceof ProviderTimeout ||
          (error instanceof Conflict && error.code === 'busy')
        if (!again || attempt === 4) throw error
        await world.scheduler.pause(1_000)
      }
    }
  }

  async function impatience(): Promise<never> {
    await world.scheduler.pause(patience)
    throw new Unavailable('impatience')
  }
}

const posted = (path: string) => new Request(`http://shop${path}`, { method: 'POST' })

/** What somebody has read that they pay, and what of it their card is to pay. */
const agreed = ({ totals, due }: CheckoutView) => ({
  expectedTotal: totals.total.amount,
  expectedDue: due.amount,
})

/** What shoppers meet in the ordinary course of things: it ends what they do, and is no failure of the shop. */
export const isOrdinary = (error: unknown): boolean =>
  error instanceof Conflict ||
  error instanceof NotFound ||
  error instanceof Unavailable ||
  error instanceof Died ||
  error instanceof ProviderTimeout
