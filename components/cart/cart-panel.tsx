'use client'

import { useState } from 'react'
import { Act } from '@/components/cart/line-parts'
import { Lines } from '@/components/cart/lines'
import type { CartMessages } from '@/components/cart/messages'
import { Notices } from '@/components/cart/notices'
import { Saved } from '@/components/cart/saved'
import { type CartChange, useChangeCart } from '@/components/cart/use-cart'
import { Notice } from '@/components/ui/notice'
import { ApiProblem } from '@/lib/api'
import { format } from '@/lib/i18n/format'
import type { Locale } from '@/lib/markets'
import type { CartView } from '@/server/cart/model'

interface Props {
  cart: CartView
  locale: Locale
  messages: CartMessages
  home: string
}

/** The cart's lines with what can be done to them, what there is to know, and what was refused. */
export function CartPanel({ cart, locale, messages, home }: Props) {
  const send = useChangeCart(locale)
  const [refused, setRefused] = useState<string>()
  function change(wanted: CartChange) {
    setRefused(undefined)
    send(wanted).catch((error: unknown) => {
      if (!(error instanceof ApiProblem)) throw error
      const words: Readonly<Record<string, string>> = messages
      setRefused(
        format(
          words[`problem.${error.code}`] ?? messages['problem.internal'],
          { count: Number(error.facts.available ?? 0) },
          locale,
        ),
      )
    })
  }
  return (
    <>
      {refused && <Notice tone="bad">{refused}</Notice>}
      <Notices cart={cart} locale={locale} messages={messages} />
      <Lines {...{ cart, locale, messages, home, change }} />
      {cart.removed && (
        <output className="flex items-center justify-between gap-4 border-t border-line py-3 text-sm">
          <span className="line-clamp-2 min-w-0 text-ink-2">
            {format(messages['cart.removed'], { name: cart.removed.name }, locale)}
          </span>
          <Act path="/undo" {...{ locale, home, change }}>
            {messages['cart.undo']}
          </Act>
        </output>
      )}
      <Saved {...{ cart, locale, messages, home, change }} />
    </>
  )
}
