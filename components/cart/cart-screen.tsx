'use client'

import { type ComponentProps, lazy, Suspense, useEffect, useState } from 'react'
import { CartPanel } from '@/components/cart/cart-panel'
import type { Estimated } from '@/components/cart/estimate'
import { Extras } from '@/components/cart/extras'
import type { CartMessages, CartPageMessages } from '@/components/cart/messages'
import { Totals } from '@/components/cart/totals'
import { useCart, useChangeCart } from '@/components/cart/use-cart'
import { useRefusal } from '@/components/cart/use-refusal'
import { button } from '@/components/ui/button'
import type { UploadField as Field } from '@/components/uploads/upload-field'
import { format } from '@/lib/i18n/format'
import { becomeKnown } from '@/lib/known'
import type { Locale } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import { paths } from '@/lib/paths'
import type { CartView } from '@/server/cart/model'

/** Few baskets are presents: what sends a picture is loaded when its place is opened. */
const UploadField = lazy(async () => ({
  default: (await import('@/components/uploads/upload-field')).UploadField,
}))

interface Props {
  rendered: CartView
  locale: Locale
  home: string
  messages: CartMessages
  more: CartPageMessages
  estimated?: Estimated
  gift: Pick<ComponentProps<typeof Field>, 'accept' | 'label' | 'hint' | 'messages' | 'current'>
}

/** The cart's page: rendered for this shopper, and kept true while it is open. */
export function CartScreen({ rendered, locale, home, messages, more, estimated, gift }: Props) {
  const { data: cart = rendered } = useCart(locale, rendered)
  const change = useChangeCart(locale)
  const { refused, attempt } = useRefusal(messages, locale)
  const noted = Boolean(cart.note ?? cart.giftMessage ?? cart.giftPicture)
  const [noting, setNoting] = useState(noted)
  const to = paths(locale)
  useEffect(() => {
    if (rendered.id) becomeKnown('guest')
  }, [rendered.id])

  const keepPicture = (giftPicture: string) =>
    void attempt(() => change({ path: '/notes', method: 'PUT', body: { giftPicture } }))

  if (cart.lines.length + cart.saved.length === 0 && !cart.removed) {
    return (
      <div className="mt-8 grid justify-items-start gap-5 border-t border-ink pt-10">
        <p className="headline text-xl">{messages['cart.empty']}</p>
        <p className="max-w-prose text-ink-2">{messages['cart.emptyText']}</p>
        <a href={to.home} className={button('quiet')}>
          {messages['cart.browse']}
        </a>
      </div>
    )
  }
  return (
    <div className="mt-8 grid grid-cols-1 items-start gap-x-20 gap-y-10 border-t border-ink md:mt-12 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="pt-2">
        <CartPanel cart={cart} locale={locale} messages={messages} home={home} />
      </div>
      <section aria-label={more['cart.summary']} className="grid gap-6 lg:sticky lg:top-28 lg:pt-6">
        <Totals
          totals={cart.totals}
          locale={locale}
          messages={messages}
          promotion={cart.promotion?.applied ? cart.promotion.code : undefined}
        />
        {cart.totals.untilFreeDelivery && cart.totals.untilFreeDelivery.amount > 0 && (
          <p className="text-xs text-ink-2">
            {format(
              messages['cart.untilFree'],
              { amount: formatMoney(cart.totals.untilFreeDelivery, locale) },
              locale,
            )}
          </p>
        )}
        {cart.ready ? (
          <a href={to.checkout} className={button()}>
            {messages['cart.checkout']}
          </a>
        ) : (
          <output className="block text-sm text-warn">{more['cart.notReady']}</output>
        )}
        <Extras
          page
          {...{ cart, locale, messages, home, estimated }}
          onNotes={setNoting}
          gift={
            <Suspense>
              {noting && (
                <div className="mt-4">
                  <UploadField
                    purpose="gift"
                    {...gift}
                    locale={locale}
                    ready={({ id }) => keepPicture(id)}
                    removed={() => keepPicture('')}
                  />
                </div>
              )}
            </Suspense>
          }
        />
        {refused && (
          <p role="alert" className="text-sm text-bad">
            {refused}
          </p>
        )}
      </section>
    </div>
  )
}
