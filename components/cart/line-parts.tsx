'use client'

import type { ReactNode } from 'react'
import type { CartMessages } from '@/components/cart/messages'
import type { CartChange } from '@/components/cart/use-cart'
import { Drawn } from '@/components/ui/drawn'
import { Picture } from '@/components/ui/picture'
import { format } from '@/lib/i18n/format'
import { sameLanguage, textAttributes } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { linePicture } from '@/lib/picture'
import type { CartView } from '@/server/cart/model'

export type Line = CartView['lines'][number]
export interface LinesProps {
  cart: CartView
  locale: Locale
  messages: CartMessages
  /** Where a plain form comes back to. */
  home: string
  change: (change: CartChange) => void
}

export const nameAttributes = (line: Line, locale: Locale) =>
  textAttributes(sameLanguage(line.language, locale) ? {} : { lang: line.language })

export function Thumbnail({ line, locale, small = false }: { line: Line; locale: Locale; small?: boolean }) {
  return (
    <a
      href={paths(locale).product(line.productId, line.sku)}
      tabIndex={-1}
      aria-hidden="true"
      className="shrink-0"
    >
      <span className={`block overflow-clip ${small ? 'h-20 w-16' : 'h-28 w-22'}`}>
        {line.image ? (
          <Picture source={linePicture(line.image)} sizes={small ? 64 : 90} silent />
        ) : (
          <Drawn seed={line.productId} />
        )}
      </span>
    </a>
  )
}

export const Choices = ({ line }: { line: Line }) =>
  line.options.length > 0 && (
    <p className="text-xs text-ink-2">{line.options.map(({ value }) => value).join(' · ')}</p>
  )

/** That few or none are left. */
export const Scarcity = ({
  line,
  locale,
  messages,
}: Pick<LinesProps, 'locale' | 'messages'> & { line: Line }) =>
  line.stock !== 'in' && (
    <p className={`text-xs ${line.stock === 'out' ? 'text-bad' : 'text-warn'}`}>
      {line.stock === 'out'
        ? messages['product.soldOut']
        : format(messages['stock.lowShort'], { count: line.available ?? 0 }, locale)}
    </p>
  )

interface ActProps {
  path: string
  method?: 'POST' | 'DELETE' | 'PUT'
  label?: string
  locale: Locale
  home: string
  change: LinesProps['change']
  expected?: CartChange['expected']
  children: ReactNode
}

/** One thing to do with the cart: a button that is a form. */
export function Act({ path, method = 'POST', label, locale, home, change, expected, children }: ActProps) {
  return (
    <form
      method="post"
      action={`/api/cart${path}?locale=${locale}`}
      onSubmit={(event) => {
        event.preventDefault()
        change({ path, method, expected })
      }}
    >
      <input type="hidden" name="_method" value={method} />
      <input type="hidden" name="_next" value={home} />
      <input type="hidden" name="_back" value={home} />
      <button type="submit" aria-label={label} className="link py-1 text-xs text-ink-2 hover:text-ink">
        {children}
      </button>
    </form>
  )
}

/** Takes a line away for good, from the basket or from what is set aside. */
export const Remove = ({
  line,
  expected,
  locale,
  messages,
  home,
  change,
}: Omit<LinesProps, 'cart'> & Pick<ActProps, 'expected'> & { line: Line }) => (
  <Act
    path={`/lines/${line.sku}`}
    method="DELETE"
    label={format(messages['cart.removeOf'], { name: line.name }, locale)}
    {...{ locale, home, change, expected }}
  >
    {messages['cart.remove']}
  </Act>
)

/** What a line is called, leading to it. */
export const LineName = ({
  line,
  locale,
  strong = false,
}: {
  line: Line
  locale: Locale
  strong?: boolean
}) => (
  <a
    href={paths(locale).product(line.productId, line.sku)}
    className={`line-clamp-2 break-words hover:underline${strong ? ' font-medium' : ''}`}
    {...nameAttributes(line, locale)}
  >
    {line.name}
  </a>
)
