'use client'

import { useState } from 'react'
import useSWR from 'swr'
import { Icon } from '@/components/ui/icon'
import { ask } from '@/lib/api'
import type { Messages } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { StoreStock as Stock } from '@/server/stores/model'

interface Props {
  sku: string
  locale: Locale
  /** Of the market, by name. */
  stores: readonly { readonly slug: string; readonly name: string; readonly town: string }[]
  messages: Messages<
    'stores.ask' | 'stores.all' | 'stores.unknown' | 'stores.in' | 'stores.low' | 'stores.out'
  >
}

const dots = { in: 'bg-good', low: 'bg-warn', out: 'bg-ink-3' } as const

/** Which stores have this variant, as of now: asked for when somebody opens it, because the page itself is everybody's. */
export function StoreStock({ sku, locale, stores, messages }: Props) {
  const [open, setOpen] = useState(false)
  const { data, error } = useSWR(
    open ? `/api/stores/stock/${encodeURIComponent(sku)}?locale=${locale}` : null,
    ask<Stock[]>,
    { revalidateOnFocus: false },
  )
  const stateOf = (slug: string) => data?.find(({ store }) => store === slug)?.state
  return (
    <details
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      className="group/stores border-t border-line text-sm"
    >
      <summary className="flex min-h-12 list-none items-center gap-2.5 [&::-webkit-details-marker]:hidden">
        <Icon name="pin" />
        <span className="flex-1">{messages['stores.ask']}</span>
        <Icon name="down" className="size-4 transition-transform group-open/stores:rotate-180" />
      </summary>
      <div aria-live="polite" className="grid gap-3 pb-4">
        <ul className="grid gap-2">
          {stores.map(({ slug, name, town }) => {
            const state = stateOf(slug)
            return (
              <li key={slug} className="flex items-baseline justify-between gap-4">
                <a href={`${paths(locale).stores}#${slug}`} className="hover:underline">
                  {name} <span className="text-ink-2">{town}</span>
                </a>
                <span className="flex shrink-0 items-center gap-2 text-ink-2">
                  {state && <span aria-hidden="true" className={`size-2 rounded-full ${dots[state]}`} />}
                  {state ? messages[`stores.${state}`] : error ? messages['stores.unknown'] : '…'}
                </span>
              </li>
            )
          })}
        </ul>
        <a href={paths(locale).stores} className="link justify-self-start text-xs text-ink-2">
          {messages['stores.all']}
        </a>
      </div>
    </details>
  )
}
