'use client'

import { type FormEvent, useId, useState } from 'react'
import { Act } from '@/components/cart/line-parts'
import type { CartMessages } from '@/components/cart/messages'
import { Steering } from '@/components/cart/steering'
import { useChangeCart } from '@/components/cart/use-cart'
import { useRefusal } from '@/components/cart/use-refusal'
import type { Locale } from '@/lib/markets'
import type { CartView } from '@/server/cart/model'

interface Props {
  cart: CartView
  locale: Locale
  messages: CartMessages
  home: string
}

/** Claims a promotion by its code, or gives it up. */
export function Promotion({ cart, locale, messages, home }: Props) {
  const change = useChangeCart(locale)
  const { refused, attempt } = useRefusal(messages, locale)
  const [code, setCode] = useState('')
  const id = useId()

  async function claim(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (await attempt(() => change({ path: '/promotion', method: 'PUT', body: { code } }))) setCode('')
  }

  return (
    <div className="grid gap-3">
      <form
        method="post"
        action={`/api/cart/promotion?locale=${locale}`}
        onSubmit={claim}
        className="grid gap-1.5"
      >
        <Steering method="PUT" home={home} />
        <label htmlFor={id} className="sr-only">
          {messages['cart.promotion']}
        </label>
        <div className="flex gap-2">
          <input
            id={id}
            name="code"
            value={code}
            onChange={({ target }) => setCode(target.value)}
            required
            maxLength={40}
            autoComplete="off"
            autoCapitalize="characters"
            className="field min-h-11 px-3"
            aria-describedby={refused ? `${id}-refused` : undefined}
            aria-invalid={refused ? true : undefined}
          />
          <button
            type="submit"
            className="min-h-11 shrink-0 rounded-md border border-control px-4 text-sm hover:border-ink"
          >
            {messages['cart.promotionApply']}
          </button>
        </div>
        {refused && (
          <p id={`${id}-refused`} role="alert" className="text-sm text-bad">
            {refused}
          </p>
        )}
      </form>
      {cart.promotion && (
        <div className="flex items-center justify-between text-sm">
          <span>
            <bdi className="font-medium">{cart.promotion.code}</bdi> {cart.promotion.label}
          </span>
          <Act
            path="/promotion"
            method="DELETE"
            {...{ locale, home }}
            change={(wanted) => void attempt(() => change(wanted))}
          >
            {messages['cart.promotionDrop']}
          </Act>
        </div>
      )}
    </div>
  )
}
