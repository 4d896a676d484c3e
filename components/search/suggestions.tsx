'use client'

import { useEffect, useState } from 'react'
import useSWR from 'swr'
import type { SuggestionMessages } from '@/components/search/search-box'
import { Drawn } from '@/components/ui/drawn'
import { ask } from '@/lib/api'
import { sameLanguage, textAttributes } from '@/lib/i18n/words'
import { type Locale, marketOf } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import { paths } from '@/lib/paths'
import { sharperThumbnail } from '@/lib/picture'
import type { SuggestResult } from '@/server/search/model'

interface Props {
  text: string
  /** Id of the list; its field carries it as `data-search`. */
  list: string
  locale: Locale
  messages: SuggestionMessages
}

/** What the shop has for what is being typed: a list below the field, walked with the arrow keys. */
export default function Suggestions({ text, list, locale, messages }: Props) {
  const settled = useSettled(text.trim(), 120)
  const query = new URLSearchParams({ locale, q: settled.toLowerCase().slice(0, 60) })
  const { data } = useSWR(settled.length > 1 ? `/api/search/suggest?${query}` : null, ask<SuggestResult>, {
    keepPreviousData: true,
    revalidateOnFocus: false,
  })
  // Both are about one text: another one opens the list again and chooses nothing.
  const [dismissed, setDismissed] = useState<string>()
  const [choice, setChoice] = useState({ text: '', index: -1 })
  const active = choice.text === settled ? choice.index : -1
  const to = paths(locale)
  const entries = [
    ...(data?.completions ?? []).map((words) => ({ href: to.search(words), label: words })),
    ...(data?.categories ?? []).map(({ id, label }) => ({ href: to.category(id), label })),
    ...(data?.products ?? []).map(({ id, title }) => ({ href: to.product(id), label: title })),
  ]
  const shown = dismissed !== settled && settled.length > 1 && entries.length > 0

  useEffect(() => {
    const field = document.querySelector<HTMLInputElement>(`[data-search="${CSS.escape(list)}"]`)
    if (!field) return
    field.setAttribute('aria-expanded', String(shown))
    if (active >= 0) field.setAttribute('aria-activedescendant', `${list}-${active}`)
    else field.removeAttribute('aria-activedescendant')
    const onKey = (event: KeyboardEvent) => {
      if (!shown) return
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault()
        const step = event.key === 'ArrowDown' ? 1 : -1
        const index = ((active + 1 + step + entries.length + 1) % (entries.length + 1)) - 1
        setChoice({ text: settled, index })
      } else if (event.key === 'Escape') {
        event.preventDefault()
        setDismissed(settled)
      } else if (event.key === 'Enter') {
        const chosen = entries[active]
        if (!chosen) return
        event.preventDefault()
        location.assign(chosen.href)
      }
    }
    const onLeave = (event: FocusEvent) => {
      if (event.relatedTarget instanceof Element && event.relatedTarget.closest(`#${CSS.escape(list)}`))
        return
      setDismissed(settled)
    }
    const onCome = () => setDismissed(undefined)
    field.addEventListener('keydown', onKey)
    field.addEventListener('blur', onLeave)
    field.addEventListener('input', onCome)
    return () => {
      field.removeEventListener('keydown', onKey)
      field.removeEventListener('blur', onLeave)
      field.removeEventListener('input', onCome)
    }
  })

  const option = (index: number) => ({
    id: `${list}-${index}`,
    role: 'option' as const,
    'aria-selected': index === active,
  })
  const look = 'flex items-center gap-3 px-4 py-2 text-sm hover:bg-sunk aria-selected:bg-sunk'
  const completions = data?.completions.length ?? 0
  const categories = data?.categories.length ?? 0
  return (
    <div
      id={list}
      // A list of links to choose from while the field keeps the focus: no element says that by itself.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="listbox"
      aria-label={messages['search.suggestions']}
      hidden={!shown}
      className="absolute inset-x-0 top-full z-40 mt-px max-h-[70vh] min-w-72 overflow-y-auto border border-ink bg-raised py-2"
    >
      {data?.completions.map((words, index) => (
        <a key={words} {...option(index)} href={to.search(words)} tabIndex={-1} className={look} dir="auto">
          {words}
        </a>
      ))}
      {data?.categories.map(({ id, label }, index) => (
        <a key={id} {...option(completions + index)} href={to.category(id)} tabIndex={-1} className={look}>
          <span className="flex-1">{label}</span>
          <span className="text-xs text-ink-3">{messages['search.categories']}</span>
        </a>
      ))}
      {data?.products.map((product, index) => (
        <a
          key={product.id}
          {...option(completions + categories + index)}
          href={to.product(product.id)}
          tabIndex={-1}
          className={look}
        >
          <span className="h-16 w-13 shrink-0 overflow-clip">
            {product.image ? (
              <img
                src={product.image}
                srcSet={sharperThumbnail(product.image)}
                alt=""
                width={52}
                height={64}
                className="size-full object-cover"
              />
            ) : (
              <Drawn seed={product.id} />
            )}
          </span>
          <span
            className="line-clamp-1 min-w-0 flex-1"
            {...textAttributes(sameLanguage(product.language, locale) ? {} : { lang: product.language })}
          >
            {product.title}
          </span>
          <span className="shrink-0 text-ink-2 tabular-nums">
            {formatMoney({ amount: product.price.amount, currency: marketOf(locale).currency }, locale, true)}
          </span>
        </a>
      ))}
    </div>
  )
}

/** A value once it has stood still for a while (milliseconds). */
function useSettled(value: string, wait: number): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), wait)
    return () => clearTimeout(timer)
  }, [value, wait])
  return settled
}
