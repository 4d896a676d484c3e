'use client'

import { useEffect, useSyncExternalStore } from 'react'
import { Drawn } from '@/components/ui/drawn'
import { Picture } from '@/components/ui/picture'
import type { Messages } from '@/lib/i18n/messages'
import { textAttributes } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { type SeenProduct, seenProducts } from '@/lib/seen-products'

interface Props {
  current: SeenProduct
  locale: Locale
  messages: Messages<'recent.title' | 'recent.forget'>
}

const none: readonly SeenProduct[] = []
const shown = 6

/** What was looked at before, as this browser remembers it; the server never learns of it. */
export function RecentlyViewed({ current, locale, messages }: Props) {
  const list = seenProducts(locale)
  const seen = useSyncExternalStore(list.watch, list.read, () => none)
  useEffect(() => {
    list.write([current, ...list.read().filter(({ id }) => id !== current.id)])
  }, [list, current])
  const others = seen.filter(({ id }) => id !== current.id).slice(0, shown)
  if (others.length === 0) return null
  return (
    <section aria-labelledby="recent" className="no-print wrap mt-24">
      <div className="flex items-baseline justify-between gap-6 border-t border-ink pt-4">
        <h2 id="recent" className="headline text-xl">
          {messages['recent.title']}
        </h2>
        <button type="button" onClick={() => list.write([])} className="link py-1 text-xs text-ink-2">
          {messages['recent.forget']}
        </button>
      </div>
      <ul className="mt-6 grid grid-cols-3 gap-x-3 gap-y-6 sm:gap-x-6 md:grid-cols-6">
        {others.map(({ id, name, lang, picture }) => (
          <li key={id}>
            <a href={paths(locale).product(id)} className="group block" data-morph-link>
              <span data-morph className="block aspect-4/5 overflow-clip bg-sunk">
                {picture ? (
                  <Picture source={{ ...picture, alt: '' }} sizes="(min-width: 52rem) 14vw, 30vw" silent />
                ) : (
                  <Drawn seed={id} />
                )}
              </span>
              <span
                className="mt-2 line-clamp-2 text-xs break-words group-hover:underline"
                {...textAttributes({ lang })}
              >
                {name}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
