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

let queue: Promise<unknown> = Promise.resolve()
let waiting = 0

/** Changes the cart: shown at once, sent one after the other, and the last answer is the truth.
 *  The returned function throws ApiProblem when the server refuses; the cart is then as the server has it. */
export function useChangeCart(locale: Locale): (change: CartChange) => Promise<CartView> {
  const { mutate } = useSWRConfig()
  return async ({ path, method, body, expected }) => {
    const key = keyOf(locale)
    waiting++
    if (expected) void mutate<CartView>(key, (cart) => (cart ? expected(cart) : cart), { revalidate: false })
    const answer = queue.then(() => ask<CartView>(`/api/cart${path}?locale=${locale}`, method, body))
    queue = answer.catch(() => undefined) // the next change is sent whatever became of this one
    try {
      const cart = await answer
      if (--waiting === 0) await mutate(key, cart, { revalidate: false })
      becomeKnown('guest')
      return cart
    } catch (error) {
      waiting--
      await mutate(key)
      throw error
    }
  }
}
