'use client'

import { useEffect, useState } from 'react'
import { Choices, nameAttributes, Thumbnail } from '@/components/cart/line-parts'
import { useCart } from '@/components/cart/use-cart'
import type { OfflineMessages } from '@/components/offline/messages'
import { button } from '@/components/ui/button'
import type { Locale } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import { pagesName } from '@/lib/offline/names'

interface Props {
  locale: Locale
  home: string
  messages: OfflineMessages
}

/** That there is no network, what is in the basket as far as is known, and what can be looked at all the same. */
export function OfflineScreen({ locale, home, messages }: Props) {
  const wanted = useWanted(home)
  const pages = useSeenPages(locale)
  const { data: cart } = useCart(locale)
  const lines = cart?.lines ?? []
  return (
    <div className="wrap grid gap-x-16 gap-y-14 py-14 md:grid-cols-12 md:py-24">
      <div className="grid content-start justify-items-start gap-6 md:col-span-6">
        <h1 className="headline text-3xl">{messages['offline.title']}</h1>
        <p className="max-w-prose text-base text-ink-2">{messages['offline.text']}</p>
        <a href={wanted} className={button()}>
          {messages['offline.retry']}
        </a>
        {pages.length > 0 && (
          <nav aria-label={messages['offline.seen']} className="mt-6 w-full border-t border-ink pt-4">
            <h2 className="label">{messages['offline.seen']}</h2>
            <ul className="mt-3 grid gap-1">
              {pages.map(({ path, title }) => (
                <li key={path}>
                  <a href={path} dir="auto" className="inline-block py-1 hover:underline">
                    {title}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
      </div>
      <section aria-label={messages['offline.basket']} className="md:col-span-5 md:col-start-8">
        <h2 className="label border-t border-ink pt-4">{messages['offline.basket']}</h2>
        {lines.length === 0 && <p className="mt-3 text-ink-2">{messages['offline.basketNone']}</p>}
        <ul className="divide-y divide-line">
          {lines.map((line) => (
            <li key={line.sku} className="flex gap-4 py-4">
              <Thumbnail line={line} locale={locale} small />
              <div className="grid min-w-0 flex-1 content-start gap-1 text-sm">
                <p className="break-words" {...nameAttributes(line, locale)}>
                  {line.name}
                </p>
                <Choices line={line} />
              </div>
              <p className="shrink-0 text-sm tabular-nums">
                {line.quantity} × {line.unitPrice ? formatMoney(line.unitPrice, locale) : '–'}
              </p>
            </li>
          ))}
        </ul>
        {cart && lines.length > 0 && (
          <p className="flex items-baseline justify-between border-t border-ink pt-3">
            <span>{messages['cart.total']}</span>
            <span className="text-lg tabular-nums">{formatMoney(cart.totals.total, locale)}</span>
          </p>
        )}
      </section>
    </div>
  )
}

/** Where somebody wanted to go; tried again by itself as soon as there is a network. */
function useWanted(home: string): string {
  const [wanted, setWanted] = useState(home)
  useEffect(() => {
    const asked = decodeURI(location.hash.slice(1))
    const path = /^\/[a-z]{2}-[A-Z]{2}(?:\/|$)/.test(asked) ? asked : home
    setWanted(path)
    const go = () => location.replace(path)
    addEventListener('online', go)
    return () => removeEventListener('online', go)
  }, [home])
  return wanted
}

interface Seen {
  path: string
  title: string
}
const most = 12

/** Pages of this language that the worker has kept, the last one first; titles without the house's name behind them. */
function useSeenPages(locale: Locale): readonly Seen[] {
  const [pages, setPages] = useState<readonly Seen[]>([])
  useEffect(() => {
    if (typeof caches !== 'undefined') void seenPages(locale).then(setPages)
  }, [locale])
  return pages
}

async function seenPages(locale: Locale): Promise<Seen[]> {
  const cache = await caches.open(pagesName)
  const requests = (await cache.keys()).filter(({ url }) => {
    const { pathname } = new URL(url)
    return pathname.startsWith(`/${locale}`) && pathname !== `/${locale}/offline`
  })
  const found = await Promise.all(
    requests
      .reverse()
      .slice(0, most)
      .map(async (request) => {
        const html = (await (await cache.match(request))?.text()) ?? ''
        const { pathname, search } = new URL(request.url)
        const page = new DOMParser().parseFromString(html.slice(0, html.indexOf('</head>')), 'text/html')
        return { path: pathname + search, title: page.title.replace(/ · [^·]*$/, '') }
      }),
  )
  return found.filter(({ title }) => title !== '')
}
