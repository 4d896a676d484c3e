'use client'

import { useEffect, useRef } from 'react'
import { CartPanel } from '@/components/cart/cart-panel'
import { Extras } from '@/components/cart/extras'
import type { CartMessages } from '@/components/cart/messages'
import { useCart } from '@/components/cart/use-cart'
import { Icon } from '@/components/ui/icon'
import { button } from '@/components/ui/button'
import { format } from '@/lib/i18n/format'
import type { Locale } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import { paths } from '@/lib/paths'

interface Props {
  locale: Locale
  messages: CartMessages
  /** Grows each time it is to open. */
  opened: number
}

/** The cart beside the page. */
export default function Drawer({ locale, messages, opened }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const { data: cart, isLoading } = useCart(locale)
  const to = paths(locale)
  useEffect(() => {
    if (opened > 0 && !dialog.current?.open) dialog.current?.showModal()
  }, [opened])
  const close = () => dialog.current?.close()
  return (
    <dialog ref={dialog} aria-label={messages['nav.cart']} className="sheet sheet-end" closedby="any">
      <div className="sticky top-0 z-10 flex items-center justify-between border-b border-ink bg-raised px-5 py-2.5">
        <p className="headline text-xl">{messages['nav.cart']}</p>
        <button
          type="button"
          onClick={close}
          aria-label={messages['nav.close']}
          className="-me-3 grid size-11 place-items-center"
        >
          <Icon name="close" />
        </button>
      </div>
      {cart && cart.lines.length + cart.saved.length > 0 ? (
        <>
          <div className="flex-1 px-5 py-2">
            <CartPanel cart={cart} locale={locale} messages={messages} home={to.cart} />
            {cart.lines.length > 0 && (
              <div className="mt-6">
                <Extras {...{ cart, locale, messages }} home={to.cart} />
              </div>
            )}
          </div>
          <div className="sticky bottom-0 grid gap-3 border-t border-ink bg-raised px-5 py-4">
            {cart.totals.untilFreeDelivery && (
              <p className="text-xs text-ink-2">
                {cart.totals.untilFreeDelivery.amount > 0
                  ? format(
                      messages['cart.untilFree'],
                      { amount: formatMoney(cart.totals.untilFreeDelivery, locale) },
                      locale,
                    )
                  : messages['cart.deliveryIsFree']}
              </p>
            )}
            <p className="flex items-baseline justify-between">
              <span>{messages['cart.goods']}</span>
              <span className="text-lg tabular-nums">{formatMoney(cart.totals.goods, locale)}</span>
            </p>
            {cart.totals.discount.amount > 0 && (
              <p className="-mt-2 flex items-baseline justify-between text-sm text-ink-2">
                <span>{messages['cart.discount']}</span>
                <span className="tabular-nums">−{formatMoney(cart.totals.discount, locale)}</span>
              </p>
            )}
            <a href={to.checkout} className={button()} aria-disabled={!cart.ready}>
              {messages['cart.checkout']}
            </a>
            <a href={to.cart} className={button('quiet')}>
              {messages['cart.view']}
            </a>
          </div>
        </>
      ) : isLoading ? (
        <div aria-hidden="true" className="grid gap-5 px-5 py-6">
          {[0, 1].map((row) => (
            <div key={row} className="flex animate-pulse gap-4">
              <div className="h-28 w-22 bg-sunk" />
              <div className="h-4 flex-1 bg-sunk" />
            </div>
          ))}
        </div>
      ) : (
        <div className="grid justify-items-start gap-4 px-5 py-10">
          <p className="headline text-xl">{messages['cart.empty']}</p>
          <p className="text-ink-2">{messages['cart.emptyText']}</p>
          <button type="button" onClick={close} className={button('quiet')}>
            {messages['cart.browse']}
          </button>
        </div>
      )}
    </dialog>
  )
}
