'use client'

import type { FormEvent } from 'react'
import {
  Act,
  Choices,
  type Line,
  LineName,
  type LinesProps,
  Remove,
  Scarcity,
  Thumbnail,
} from '@/components/cart/line-parts'
import { Icon } from '@/components/ui/icon'
import { format } from '@/lib/i18n/format'
import { formatMoney } from '@/lib/money'
import type { CartView } from '@/server/cart/model'

/** What is in the cart. Every control is a plain form, which JavaScript answers faster. */
export function Lines({ cart, locale, messages, home, change }: LinesProps) {
  return (
    <ul className="divide-y divide-line">
      {cart.lines.map((line) => (
        <li key={line.sku} className="flex gap-4 py-5">
          <Thumbnail line={line} locale={locale} />
          <div className="flex min-w-0 flex-1 flex-col gap-1.5">
            <div className="flex items-baseline justify-between gap-4">
              <LineName line={line} locale={locale} strong />
              <span className="shrink-0 tabular-nums">
                {line.lineTotal ? formatMoney(line.lineTotal, locale) : '–'}
              </span>
            </div>
            <Choices line={line} />
            <Scarcity {...{ line, locale, messages }} />
            <div className="mt-auto flex flex-wrap items-center gap-x-5 gap-y-1 pt-1.5">
              <Quantity line={line} {...{ cart, locale, messages, home, change }} />
              <div className="flex flex-wrap gap-x-5">
                <Act
                  path={`/lines/${line.sku}/save`}
                  {...{ locale, home, change }}
                  expected={(before) => ({ ...without(before, line.sku), saved: [...before.saved, line] })}
                >
                  {messages['cart.save']}
                </Act>
                <Remove
                  {...{ line, locale, messages, home, change }}
                  expected={(before) => without(before, line.sku)}
                />
              </div>
            </div>
          </div>
        </li>
      ))}
    </ul>
  )
}

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
