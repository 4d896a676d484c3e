'use client'

import type { FormEvent, ReactNode } from 'react'
import type { CartMessages } from '@/components/cart/messages'
import type { CartChange } from '@/components/cart/use-cart'
import { Drawn } from '@/components/ui/drawn'
import { Icon } from '@/components/ui/icon'
import { Picture } from '@/components/ui/picture'
import { format } from '@/lib/i18n/format'
import { sameLanguage, textAttributes } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
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

/** What is in the cart. Every control is a plain form, which JavaScript answers faster. */
export function Lines({ cart, locale, messages, home, change }: LinesProps) {
  return (
    <ul className="divide-y divide-line">
      {cart.lines.map((line) => (
        <li key={line.sku} className="flex gap-4 py-5">
          <Thumbnail line={line} locale={locale} />
          <div className="flex min-w-0 flex-1 flex-col gap-1.5">
            <div className="flex items-baseline justify-between gap-4">
              <a
                href={paths(locale).product(line.productId, line.sku)}
                className="line-clamp-2 font-medium break-words hover:underline"
                {...nameAttributes(line, locale)}
              >
                {line.name}
              </a>
              <span className="shrink-0 tabular-nums">
                {line.lineTotal ? formatMoney(line.lineTotal, locale) : '–'}
              </span>
            </div>
            <Choices line={line} />
            <Scarcity {...{ line, locale, messages }} />
            <div className="mt-auto flex flex-wrap items-center gap-x-5 gap-y-1 pt-1.5">
              <Quantity line={line} {...{ cart, locale, messages, home, change }} />
              <Act
                path={`/lines/${line.sku}/save`}
                {...{ locale, home, change }}
                expected={(before) => ({ ...without(before, line.sku), saved: [...before.saved, line] })}
              >
                {messages['cart.save']}
              </Act>
              <Act
                path={`/lines/${line.sku}`}
                method="DELETE"
                label={format(messages['cart.removeOf'], { name: line.name }, locale)}
                {...{ locale, home, change }}
                expected={(before) => without(before, line.sku)}
              >
                {messages['cart.remove']}
              </Act>
            </div>
          </div>
        </li>
      ))}
    </ul>
  )
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
          <Picture source={linePicture(line.image)} sizes={small ? '4rem' : '5.5rem'} silent />
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

const without = (cart: CartView, sku: string): CartView => {
  const lines = cart.lines.filter((line) => line.sku !== sku)
  return { ...cart, lines, count: lines.reduce((sum, line) => sum + line.quantity, 0) }
}

const most = 99

function Quantity({ line, cart, locale, messages, home, change }: LinesProps & { line: Line }) {
  const set = (quantity: number) => {
    if (quantity < 1 || quantity > most || quantity === line.quantity) return
    change({
      path: `/lines/${line.sku}`,
      method: 'PATCH',
      body: { quantity },
      expected: (before) => {
        const lines = before.lines.map((other) =>
          other.sku === line.sku
            ? {
                ...other,
                quantity,
                lineTotal: other.unitPrice && {
                  ...other.unitPrice,
                  amount: other.unitPrice.amount * quantity,
                },
              }
            : other,
        )
        return { ...before, lines, count: lines.reduce((sum, { quantity: pieces }) => sum + pieces, 0) }
      },
    })
  }
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const { submitter } = event.nativeEvent as SubmitEvent // what React gives for `submit`
    const written = Number(new FormData(event.currentTarget, submitter).get('quantity'))
    set(Math.trunc(written))
  }
  const name = format(messages['cart.quantityOf'], { name: line.name }, locale)
  return (
    <form
      method="post"
      action={`/api/cart/lines/${line.sku}?locale=${locale}`}
      onSubmit={submit}
      aria-label={name}
      className="flex h-9 items-center rounded-md border border-control"
    >
      <input type="hidden" name="_method" value="PATCH" />
      <input type="hidden" name="_next" value={home} />
      <input type="hidden" name="_back" value={home} />
      <input type="hidden" name="version" value={cart.version} />
      <Step
        label={messages['cart.less']}
        value={line.quantity - 1}
        icon="minus"
        disabled={line.quantity <= 1}
      />
      <output className="min-w-7 text-center text-sm tabular-nums" aria-label={messages['cart.quantity']}>
        {line.quantity}
      </output>
      <Step
        label={messages['cart.more']}
        value={line.quantity + 1}
        icon="plus"
        disabled={line.quantity >= most}
      />
    </form>
  )
}

function Step({
  label,
  value,
  icon,
  disabled,
}: {
  label: string
  value: number
  icon: 'minus' | 'plus'
  disabled: boolean
}) {
  return (
    <button
      type="submit"
      name="quantity"
      value={value}
      disabled={disabled}
      aria-label={label}
      className="grid size-9 place-items-center hover:bg-sunk disabled:text-line"
    >
      <Icon name={icon} className="size-4" />
    </button>
  )
}

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
