import { type Checkout, type CheckoutState, historyLength } from './model'
import { requestId } from '@/server/platform/request-context'
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
 *  @param what was done or has happened, for whoever reads the history
 *  @throws Conflict `checkout-state` when it cannot go there from where it is */
export function moved(
  checkout: Checkout,
  state: CheckoutState,
  at: string,
  what: string,
  patch: Partial<Checkout> = {},
): Checkout {
  if (!moves[checkout.state].includes(state)) {
    throw new Conflict('checkout-state', `a checkout that is ${checkout.state} cannot become ${state}`, {
      state: checkout.state,
    })
  }
  return noted({ ...checkout, ...patch, state }, at, what)
}

/** The checkout with an entry in its history. The same done again in a row is told once, by the last time.
 *  @param at ISO 8601 */
export function noted(checkout: Checkout, at: string, what: string): Checkout {
  const { state, version, history } = checkout
  const entry = { state, at, version: version + 1, by: requestId() ?? 'recovery', what }
  const last = history.at(-1)
  const repeated = last?.state === state && last.what === what
  const kept = repeated ? history.slice(0, -1) : history
  return { ...checkout, history: [...kept, entry].slice(-historyLength) }
}
