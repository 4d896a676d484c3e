'use client'

import { type FormEvent, useState } from 'react'
import type { CartMessages } from '@/components/cart/messages'
import { Steering } from '@/components/cart/steering'
import { useChangeCart } from '@/components/cart/use-cart'
import { useRefusal } from '@/components/cart/use-refusal'
import { button } from '@/components/ui/button'
import type { Locale } from '@/lib/markets'
import type { CartView } from '@/server/cart/model'

interface Props {
  cart: CartView
  locale: Locale
  messages: CartMessages
  home: string
}

/** A note for whoever packs it, and a message that goes with it. */
export function Notes({ cart, locale, messages, home }: Props) {
  const change = useChangeCart(locale)
  const { refused, attempt } = useRefusal(messages, locale)
  const [kept, setKept] = useState(false)

  async function keep(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const body = { note: fields.get('note'), giftMessage: fields.get('giftMessage') }
    setKept(await attempt(() => change({ path: '/notes', method: 'PUT', body })))
  }

  const field = (name: 'note' | 'giftMessage', most: number) => (
    <label className="grid gap-1.5 text-ink-2">
      {messages[`cart.${name}`]}
      <textarea
        name={name}
        rows={2}
        maxLength={most}
        defaultValue={cart[name]}
        onChange={() => setKept(false)}
        className="field px-3 py-2"
      />
    </label>
  )
  return (
    <form
      method="post"
      action={`/api/cart/notes?locale=${locale}`}
      onSubmit={keep}
      className="mt-2 grid gap-3 text-sm"
    >
      <Steering method="PUT" home={home} />
      {field('note', 500)}
      {field('giftMessage', 300)}
      <div className="flex items-center gap-4">
        <button type="submit" className={button('quiet')}>
          {messages['cart.notesSave']}
        </button>
        <output className="text-good">{kept && messages['cart.notesKept']}</output>
      </div>
      {refused && (
        <p role="alert" className="text-bad">
          {refused}
        </p>
      )}
    </form>
  )
}
