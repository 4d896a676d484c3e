'use client'

import useSWR, { useSWRConfig } from 'swr'
import { useKnown } from '@/components/shell/use-known'
import { ask } from '@/lib/api'
import { becomeKnown } from '@/lib/known'
import type { Locale } from '@/lib/markets'
import type { CartView } from '@/server/cart/model'

const keyOf = (locale: Locale) => `/api/cart?locale=${locale}`

/** The shopper's cart in a market; nothing is asked for a browser of which nothing is kept.
 *  @param rendered as the server has just written it into the page */
export const useCart = (locale: Locale, rendered?: CartView) =>
  useSWR(useKnown() !== 'nothing' || rendered?.id ? keyOf(locale) : null, ask<CartView>, {
    fallbackData: rendered,
    revalidateIfStale: false,
  })

/** A change of the cart: what is asked of the server, and how the cart looks until it has answered. */
export interface CartChange {
  readonly path: string
  readonly method: 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  readonly body?: unknown
  readonly expected?: (cart: CartView) => CartView
}

interface Waiting extends CartChange {
  address: string
  answered: (answer: Promise<CartView>) => void
}

/** What is still to be sent. A newer quantity of the same line replaces one that waits. */
let line: Waiting[] = []
let sending = false

const send = ({ address, method, body }: Waiting) => ask<CartView>(address, method, body, true)

async function sendNext(): Promise<void> {
  const next = line.shift()
  if (sending || !next) {
    if (next) line.unshift(next)
    return
  }
  sending = true
  const answer = send(next)
  next.answered(answer)
  await answer.catch(() => undefined) // whoever asked for it hears of it; the next one is sent all the same
  sending = false
  void sendNext()
}

/** Whoever leaves the page has still changed the cart. */
function sendAll(): void {
  for (const waiting of line.splice(0)) waiting.answered(send(waiting))
}
if (typeof window !== 'undefined') addEventListener('pagehide', sendAll)

function sent(change: CartChange, address: string): Promise<CartView> {
  return new Promise((resolve) => {
    const replaced = line.filter((other) => other.method === 'PATCH' && other.address === address)
    line = line.filter((other) => !replaced.includes(other))
    const answered = (answer: Promise<CartView>) => {
      for (const other of replaced) other.answered(answer)
      resolve(answer)
    }
    line.push({ ...change, address, answered })
    void sendNext()
  })
}

let unanswered = 0

/** Changes the cart: shown at once, sent one after the other, and the last answer is the truth.
 *  The returned function throws ApiProblem when the server refuses; the cart is then as the server has it. */
export function useChangeCart(locale: Locale): (change: CartChange) => Promise<CartView> {
  const { mutate } = useSWRConfig()
  return async (change) => {
    const key = keyOf(locale)
    const { expected } = change
    unanswered++
    if (expected) void mutate<CartView>(key, (cart) => (cart ? expected(cart) : cart), { revalidate: false })
    try {
      const cart = await sent(change, `/api/cart${change.path}?locale=${locale}`)
      if (--unanswered === 0) await mutate(key, cart, { revalidate: false })
      becomeKnown('guest')
      return cart
    } catch (error) {
      unanswered--
      await mutate(key)
      throw error
    }
  }
}
