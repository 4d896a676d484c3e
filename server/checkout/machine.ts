import type { Checkout, CheckoutState } from './model'
import { Conflict } from '@/server/platform/errors'

/** Where a checkout may go from each state. `completed`, `expired` and `cancelled` are the ends. */
export const moves: Readonly<Record<CheckoutState, readonly CheckoutState[]>> = {
  open: ['open', 'addressed', 'ready', 'cancelled'],
  addressed: ['open', 'addressed', 'ready', 'cancelled'],
  ready: ['open', 'addressed', 'ready', 'paying', 'cancelled'],
  paying: ['challenge', 'authorised', 'declined', 'expired', 'cancelled'],
  challenge: ['authorised', 'declined', 'expired', 'cancelled'],
  authorised: ['completed', 'declined'],
  declined: ['open', 'addressed', 'ready', 'paying', 'cancelled'],
  completed: [],
  expired: [],
  cancelled: [],
}

/** States in which money may be moving: the goods are held, and a worker looks after the checkout when nobody else does. */
export const inPayment = (state: CheckoutState): boolean =>
  state === 'paying' || state === 'challenge' || state === 'authorised'

export const isOver = (state: CheckoutState): boolean => moves[state].length === 0

/** What is missing before payment can begin. */
export function missingDetails(checkout: Pick<Checkout, 'email' | 'shipping' | 'delivery'>) {
  const missing: ('email' | 'shipping' | 'delivery')[] = []
  if (!checkout.email) missing.push('email')
  if (!checkout.shipping) missing.push('shipping')
  if (!checkout.delivery) missing.push('delivery')
  return missing
}

/** The state that a checkout's details put it into. */
export function detailsState(
  checkout: Pick<Checkout, 'email' | 'shipping' | 'delivery'>,
): 'open' | 'addressed' | 'ready' {
  const missing = missingDetails(checkout)
  if (missing.length === 0) return 'ready'
  return missing.length === 1 && missing[0] === 'delivery' ? 'addressed' : 'open'
}

/** The checkout in its next state, with the move in its history.
 *  @param at ISO 8601
 *  @throws Conflict `checkout-state` when it cannot go there from where it is */
export function moved(
  checkout: Checkout,
  state: CheckoutState,
  at: string,
  patch: Partial<Checkout> = {},
): Checkout {
  if (!moves[checkout.state].includes(state)) {
    throw new Conflict('checkout-state', `a checkout that is ${checkout.state} cannot become ${state}`, {
      state: checkout.state,
    })
  }
  const history = [...checkout.history, { state, at, version: checkout.version + 1 }].slice(-200)
  return { ...checkout, ...patch, state, history }
}
