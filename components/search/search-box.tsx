'use client'

import { Suspense, lazy, useId, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import type { Messages } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'

const Suggestions = lazy(() => import('@/components/search/suggestions'))

export type SuggestionMessages = Messages<
  'search.products' | 'search.categories' | 'search.suggestions' | 'search.all'
>
interface Props {
  locale: Locale
  label: string
  placeholder: string
  submit: string
  text?: string
  messages: SuggestionMessages
}

/** The field itself; what answers is fetched when somebody first comes to it. */
export function SearchBox({ locale, label, placeholder, submit, text = '', messages }: Props) {
  const [value, setValue] = useState(text)
  const [used, setUsed] = useState(false)
  const list = useId()
  return (
    <div className="flex w-full items-center border-b border-control has-[input:focus-visible]:border-accent has-[input:focus-visible]:shadow-[0_1px_0_0_var(--color-accent)]">
      <input
        type="search"
        name="q"
        value={value}
        onChange={(event) => setValue(event.target.value)}
        onFocus={() => setUsed(true)}
        aria-label={label}
        placeholder={placeholder}
        maxLength={100}
        required
        autoComplete="off"
        autoCapitalize="none"
        enterKeyHint="search"
        role="combobox"
        aria-expanded="false"
        aria-controls={list}
        aria-autocomplete="list"
        className="min-h-11 w-full min-w-0 bg-transparent text-sm outline-none placeholder:text-ink-3 max-lg:text-base"
        data-search={list}
      />
      <button type="submit" aria-label={submit} className="grid size-11 shrink-0 place-items-center">
        <Icon name="search" />
      </button>
      {used && (
        <Suspense>
          <Suggestions text={value} list={list} locale={locale} messages={messages} />
        </Suspense>
      )}
    </div>
  )
}
