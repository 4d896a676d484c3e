'use client'

import { type FormEvent, useState } from 'react'
import { buyFormId } from '@/components/cart/buy-form-id'
import { openDrawer } from '@/components/cart/drawer-state'
import { useChangeCart } from '@/components/cart/use-cart'
import { button } from '@/components/ui/button'
import { ApiProblem } from '@/lib/api'
import { format } from '@/lib/i18n/format'
import type { MessageKey, Messages } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'

type Key = Extract<MessageKey, `problem.${string}`>
interface Props {
  sku: string
  locale: Locale
  cartHref: string
  available: number
  /** As it is written in the market. */
  price: string
  messages: Messages<'cart.add' | 'cart.adding' | 'cart.added' | 'cart.quantity' | 'product.soldOut'> &
    Partial<Messages<Key>> &
    Messages<'problem.internal'>
}

const most = 10

/** Puts a variant into the cart: a plain form, which JavaScript spares the way to the cart's page. */
export function AddToCart({ sku, locale, cartHref, available, price, messages }: Props) {
  const change = useChangeCart(locale)
  const [state, setState] = useState<'idle' | 'adding' | 'added'>('idle')
  const [refused, setRefused] = useState<string>()

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const quantity = Number(new FormData(event.currentTarget).get('quantity') ?? 1)
    setState('adding')
    setRefused(undefined)
    try {
      await change({ path: '/lines', method: 'POST', body: { sku, quantity } })
      setState('added')
      openDrawer()
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      const key: Key = `problem.${error.code}` as Key // looked up below, whatever the code is
      setRefused(
        format(
          messages[key] ?? messages['problem.internal'],
          { count: Number(error.facts.available ?? 0) },
          locale,
        ),
      )
      setState('idle')
    }
  }

  if (available <= 0) {
    return (
      <button type="button" disabled className={`${button()} w-full`}>
        {messages['product.soldOut']}
      </button>
    )
  }
  return (
    <form
      id={buyFormId}
      method="post"
      action={`/api/cart/lines?locale=${locale}`}
      onSubmit={submit}
      className="grid gap-3"
    >
      <input type="hidden" name="sku" value={sku} />
      <input type="hidden" name="_next" value={cartHref} />
      <input type="hidden" name="_back" value={cartHref} />
      <div className="flex gap-2.5">
        <label className="relative max-md:flex-1">
          <span className="text-xs text-ink-2 md:sr-only">{messages['cart.quantity']}</span>
          <select
            name="quantity"
            className="field min-h-12 appearance-none px-4 max-md:w-full md:w-20"
            defaultValue="1"
          >
            {Array.from({ length: Math.min(most, available) }, (_, index) => (
              <option key={index} value={index + 1}>
                {index + 1}
              </option>
            ))}
          </select>
        </label>
        <button
          type="submit"
          aria-disabled={state === 'adding'}
          className={`${button()} flex-1 max-md:hidden`}
        >
          {state === 'adding' ? messages['cart.adding'] : messages['cart.add']}
          <span className="opacity-80" aria-hidden="true">
            {price}
          </span>
        </button>
      </div>
      <output className="block text-sm text-bad empty:hidden">
        {refused}
        {state === 'added' && <span className="sr-only">{messages['cart.added']}</span>}
      </output>
    </form>
  )
}
