'use client'

import { type FormEvent, useEffect, useRef } from 'react'
import { changeWish } from '@/components/wishlist/change-wish'
import { ApiProblem } from '@/lib/api'
import type { Locale } from '@/lib/markets'
import { isWished, whenWished } from '@/lib/wished'

interface Props {
  /** The server's own markup of a page of the list. */
  html: string
  locale: Locale
  className: string
}

/** A page that was added to a list. React knows nothing of what is in it, so its hearts are kept alive here. */
export function Added({ html, locale, className }: Props) {
  const list = useRef<HTMLUListElement>(null)

  useEffect(() => {
    const show = () => {
      for (const form of list.current?.querySelectorAll<HTMLFormElement>('form[data-wish]') ?? [])
        form.querySelector('button')?.setAttribute('aria-pressed', String(isWished(form.dataset.wish ?? '')))
    }
    show()
    return whenWished(show)
  }, [])

  async function onSubmit(event: FormEvent<HTMLUListElement>) {
    const form = event.target
    if (!(form instanceof HTMLFormElement) || form.dataset.wish === undefined) return
    event.preventDefault()
    try {
      await changeWish({ product: form.dataset.wish, sku: String(new FormData(form).get('sku')), locale })
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      form.submit() // the list itself says what is the matter
    }
  }

  return (
    <ul
      ref={list}
      data-added
      onSubmit={onSubmit}
      className={className}
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}
