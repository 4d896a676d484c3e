'use client'

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
import { format } from '@/lib/i18n/format'
import { formatMoney } from '@/lib/money'
import type { CartView } from '@/server/cart/model'

/** What was set aside for later, at the prices and with the stock of now. */
export function Saved({ cart, locale, messages, home, change }: LinesProps) {
  if (cart.saved.length === 0) return null
  return (
    <section aria-label={messages['cart.saved']} className="mt-6 border-t border-ink pt-4">
      <h2 className="label">{messages['cart.saved']}</h2>
      <ul className="divide-y divide-line">
        {cart.saved.map((line) => (
          <li key={line.sku} className="flex gap-4 py-4">
            <Thumbnail line={line} locale={locale} small />
            <div className="flex min-w-0 flex-1 flex-col gap-1">
              <div className="flex items-baseline justify-between gap-4 text-sm">
                <LineName line={line} locale={locale} />
                <span className="shrink-0 tabular-nums">
                  {line.unitPrice ? formatMoney(line.unitPrice, locale) : '–'}
                </span>
              </div>
              <Choices line={line} />
              {line.unitPrice ? (
                <Scarcity {...{ line, locale, messages }} />
              ) : (
                <p className="text-xs text-bad">
                  {format(messages['notice.not-sold-here'], { name: line.name }, locale)}
                </p>
              )}
              <div className="mt-auto flex flex-wrap items-center gap-x-5">
                {line.stock !== 'out' && line.unitPrice && (
                  <Act
                    path={`/saved/${line.sku}/move`}
                    label={format(messages['cart.moveBackOf'], { name: line.name }, locale)}
                    {...{ locale, home, change }}
                    expected={(before) => movedBack(before, line)}
                  >
                    {messages['cart.moveBack']}
                  </Act>
                )}
                <Remove
                  {...{ line, locale, messages, home, change }}
                  expected={(before) => withoutSaved(before, line.sku)}
                />
              </div>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

const withoutSaved = (cart: CartView, sku: string): CartView => ({
  ...cart,
  saved: cart.saved.filter((line) => line.sku !== sku),
})

const movedBack = (cart: CartView, line: Line): CartView => ({
  ...withoutSaved(cart, line.sku),
  lines: [...cart.lines, line],
  count: cart.count + line.quantity,
})
