'use client'

import { type FormEvent, useState, useSyncExternalStore } from 'react'
import { button } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { changeWish } from '@/components/wishlist/change-wish'
import { ApiProblem } from '@/lib/api'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { isWished, whenWished } from '@/lib/wished'

interface Props {
  product: string
  sku: string
  locale: Locale
  /** What it says to those who only hear it. */
  label: string
  /** Said while there is no connection. */
  offline: string
  /** What it says where there is room for words. */
  words?: { add: string; added: string }
}

/** Marks a product as wished for: a plain form that leads to the list, and a heart that fills where there is JavaScript. */
export function WishButton({ product, sku, locale, label, offline, words }: Props) {
  const wished = useSyncExternalStore(
    whenWished,
    () => isWished(product),
    () => false,
  )
  const [refused, setRefused] = useState('')
  const list = paths(locale).wishlist

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    setRefused('')
    try {
      await changeWish({ product, sku, locale })
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      if (error.status === 0) setRefused(offline)
      else location.assign(`${list}?problem=${error.code}`) // the list is where there is something to do about it
    }
  }

  return (
    <form
      method="post"
      action={`/api/wishlists/pieces?locale=${locale}`}
      onSubmit={submit}
      data-wish={product}
      className={
        words
          ? 'contents'
          : 'no-print absolute end-0 top-0 z-10 transition-opacity duration-200 focus-within:opacity-100 group-hover:opacity-100 has-aria-pressed:opacity-100 pointer-fine:opacity-0'
      }
    >
      <input type="hidden" name="sku" value={sku} />
      <input type="hidden" name="_next" value={list} />
      <input type="hidden" name="_back" value={list} />
      <button
        type="submit"
        aria-pressed={wished}
        aria-label={label}
        title={words ? undefined : label}
        className={words ? `${button('quiet')} w-full` : 'grid size-11 place-items-center bg-paper text-ink'}
      >
        <Icon name="heart" className="in-aria-pressed:fill-accent in-aria-pressed:text-accent" />
        {words && <span>{wished ? words.added : words.add}</span>}
      </button>
      <output className="absolute end-0 top-full w-40 bg-paper p-2 text-2xs text-bad empty:hidden">
        {refused}
      </output>
    </form>
  )
}
