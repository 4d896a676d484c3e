'use client'

import { type MouseEvent, Suspense, lazy, useEffect, useState } from 'react'
import type { CartMessages } from '@/components/cart/messages'
import { whenDrawerOpens } from '@/components/cart/drawer-state'
import { useCart } from '@/components/cart/use-cart'
import { Icon } from '@/components/ui/icon'
import { format } from '@/lib/i18n/format'
import type { Locale } from '@/lib/markets'

const Drawer = lazy(() => import('@/components/cart/drawer'))

interface Props {
  locale: Locale
  href: string
  /** With the count of its pieces. */
  counted: string
  messages: CartMessages
}

/** To the cart; with JavaScript it opens beside the page. */
export function BasketLink({ locale, href, counted, messages }: Props) {
  const { data } = useCart(locale)
  const [opened, setOpened] = useState(0)
  useEffect(() => whenDrawerOpens(() => setOpened((times) => times + 1)), [])
  const count = data?.count ?? 0

  function open(event: MouseEvent) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    setOpened((times) => times + 1)
  }

  return (
    <>
      <a
        href={href}
        onClick={open}
        className="-me-2.5 flex h-11 items-center gap-2 px-2.5 text-sm"
        aria-label={data ? format(counted, { count }, locale) : messages['nav.cart']}
      >
        <span className="relative">
          <Icon name="basket" />
          {count > 0 && (
            <span className="absolute -end-2 -top-2 grid h-4.5 min-w-4.5 place-items-center rounded-full bg-accent px-1 text-[0.6875rem] leading-none font-semibold text-on-accent tabular-nums">
              {count}
            </span>
          )}
        </span>
      </a>
      {opened > 0 && (
        <Suspense>
          <Drawer locale={locale} opened={opened} messages={messages} />
        </Suspense>
      )}
    </>
  )
}
