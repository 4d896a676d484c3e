'use client'

import { type ComponentProps, type FormEvent, lazy, Suspense, useEffect, useState } from 'react'
import { CartPanel } from '@/components/cart/cart-panel'
import { Act } from '@/components/cart/lines'
import type { CartMessages, CartPageMessages } from '@/components/cart/messages'
import { Totals } from '@/components/cart/totals'
import { type CartChange, useCart, useChangeCart } from '@/components/cart/use-cart'
import { button } from '@/components/ui/button'
import type { UploadField as Field } from '@/components/uploads/upload-field'
import { ApiProblem } from '@/lib/api'
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
  gift: Pick<ComponentProps<typeof Field>, 'accept' | 'label' | 'hint' | 'messages' | 'current'>
}

/** The cart's page: rendered for this shopper, and kept true while it is open. */
export function CartScreen({ rendered, locale, home, messages, more, gift }: Props) {
  const { data: cart = rendered } = useCart(locale, rendered)
  const change = useChangeCart(locale)
  const [refused, setRefused] = useState<string>()
  const noted = Boolean(cart.note ?? cart.giftMessage ?? cart.giftPicture)
  const [noting, setNoting] = useState(noted)
  const to = paths(locale)
  useEffect(() => {
    if (rendered.id) becomeKnown('guest')
  }, [rendered.id])

  async function send(wanted: CartChange) {
    setRefused(undefined)
    try {
      await change(wanted)
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error
      const words: Readonly<Record<string, string>> = messages
      setRefused(words[`problem.${error.code}`] ?? messages['problem.internal'])
    }
  }
  const sending = (path: string, method: CartChange['method']) => (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = [...new FormData(event.currentTarget)].filter(([name]) => !name.startsWith('_'))
    void send({ path, method, body: Object.fromEntries(fields) })
  }
  const steering = (method: string) => (
    <>
      <input type="hidden" name="_method" value={method} />
      <input type="hidden" name="_next" value={home} />
      <input type="hidden" name="_back" value={home} />
    </>
  )

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
    <div className="mt-8 grid items-start gap-x-20 gap-y-10 border-t border-ink md:mt-12 lg:grid-cols-[1fr_24rem]">
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
        <form
          method="post"
          action={`/api/cart/promotion?locale=${locale}`}
          onSubmit={sending('/promotion', 'PUT')}
          className="grid gap-1.5 border-t border-line pt-5"
        >
          {steering('PUT')}
          <label htmlFor="promotion" className="text-sm text-ink-2">
            {more['cart.promotion']}
          </label>
          <div className="flex gap-2">
            <input
              id="promotion"
              name="code"
              required
              maxLength={40}
              autoComplete="off"
              autoCapitalize="characters"
              className="field min-h-11 px-3"
              aria-describedby={refused ? 'promotion-refused' : undefined}
              aria-invalid={refused ? true : undefined}
            />
            <button
              type="submit"
              className="min-h-11 shrink-0 rounded-md border border-control px-4 text-sm hover:border-ink"
            >
              {more['cart.promotionApply']}
            </button>
          </div>
          {refused && (
            <p id="promotion-refused" role="alert" className="text-sm text-bad">
              {refused}
            </p>
          )}
        </form>
        {cart.promotion && (
          <div className="-mt-3 flex items-center justify-between text-sm">
            <span>
              <bdi className="font-medium">{cart.promotion.code}</bdi> {cart.promotion.label}
            </span>
            <Act
              path="/promotion"
              method="DELETE"
              {...{ locale, home }}
              change={(wanted) => void send(wanted)}
            >
              {more['cart.promotionDrop']}
            </Act>
          </div>
        )}
        <details
          className="border-t border-line pt-3 text-sm"
          open={noted}
          onToggle={({ currentTarget }) => setNoting(currentTarget.open)}
        >
          <summary className="min-h-9">{more['cart.notes']}</summary>
          <form
            method="post"
            action={`/api/cart/notes?locale=${locale}`}
            onSubmit={sending('/notes', 'PUT')}
            className="mt-2 grid gap-3"
          >
            {steering('PUT')}
            <label className="grid gap-1.5 text-ink-2">
              {more['cart.note']}
              <textarea
                name="note"
                rows={2}
                maxLength={500}
                defaultValue={cart.note}
                className="field px-3 py-2"
              />
            </label>
            <label className="grid gap-1.5 text-ink-2">
              {more['cart.giftMessage']}
              <textarea
                name="giftMessage"
                rows={2}
                maxLength={300}
                defaultValue={cart.giftMessage}
                className="field px-3 py-2"
              />
            </label>
            <button type="submit" className={`${button('quiet')} justify-self-start`}>
              {more['cart.notesSave']}
            </button>
          </form>
          <Suspense>
            {noting && (
              <div className="mt-4">
                <UploadField
                  purpose="gift"
                  {...gift}
                  locale={locale}
                  ready={({ id }) => void send({ path: '/notes', method: 'PUT', body: { giftPicture: id } })}
                  removed={() => void send({ path: '/notes', method: 'PUT', body: { giftPicture: '' } })}
                />
              </div>
            )}
          </Suspense>
        </details>
      </section>
    </div>
  )
}
