import { cartMessageKeys } from '@/components/cart/messages'
import { Totals } from '@/components/cart/totals'
import { Drawn } from '@/components/ui/drawn'
import { Icon } from '@/components/ui/icon'
import { Picture } from '@/components/ui/picture'
import { pick, translator } from '@/lib/i18n/messages'
import { sameLanguage, textAttributes } from '@/lib/i18n/words'
import type { Locale } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import { linePicture } from '@/lib/picture'
import type { CartView } from '@/server/cart/model'
import type { CheckoutView } from '@/server/checkout/model'

interface Props {
  cart: CartView
  /** Absent until something was told. */
  checkout?: CheckoutView
  locale: Locale
}

/** What is being bought: always in sight on large windows, folded above the steps on small ones. */
export function Summary({ cart, checkout, locale }: Props) {
  const t = translator(locale)
  const { totals } = checkout ?? cart
  const giftCards = checkout?.giftCards.filter(({ amount }) => amount.amount > 0) ?? []
  const body = (
    <>
      <ul className="grid grid-cols-1 gap-4">
        {cart.lines.map((line) => (
          <li key={line.sku} className="flex items-start gap-4 text-sm">
            <span className="relative h-20 w-16 shrink-0">
              <span className="block size-full overflow-clip">
                {line.image ? (
                  <Picture source={linePicture(line.image)} sizes={64} silent />
                ) : (
                  <Drawn seed={line.productId} />
                )}
              </span>
            </span>
            <span className="min-w-0 flex-1">
              <span
                className="block break-words"
                {...textAttributes(sameLanguage(line.language, locale) ? {} : { lang: line.language })}
              >
                {line.name}
              </span>
              <span className="block text-xs text-ink-2">
                {[
                  ...line.options.map(({ value }) => value),
                  t('order.pieces', { count: line.quantity }),
                ].join(' · ')}
              </span>
            </span>
            <span className="tabular-nums">{line.lineTotal ? formatMoney(line.lineTotal, locale) : '–'}</span>
          </li>
        ))}
      </ul>
      <div className="mt-6 border-t border-line pt-5">
        <Totals
          totals={totals}
          locale={locale}
          messages={pick(locale, cartMessageKeys)}
          promotion={cart.promotion?.applied ? cart.promotion.code : undefined}
        />
        {checkout && giftCards.length > 0 && (
          <dl className="mt-3 grid grid-cols-[1fr_auto] gap-x-4 gap-y-2 text-sm tabular-nums">
            {giftCards.map(({ id, last4, amount }) => (
              <div key={id} className="col-span-2 grid grid-cols-subgrid">
                <dt className="text-ink-2">
                  <bdi>{t('giftCard.used', { last4 })}</bdi>
                </dt>
                <dd className="text-end">−{formatMoney(amount, locale)}</dd>
              </div>
            ))}
            <div className="col-span-2 grid grid-cols-subgrid font-medium">
              <dt>{t('giftCard.rest')}</dt>
              <dd className="text-end">{formatMoney(checkout.due, locale)}</dd>
            </div>
          </dl>
        )}
      </div>
    </>
  )
  return (
    <aside aria-label={t('cart.summary')} className="max-lg:order-first max-lg:mb-6 lg:sticky lg:top-8">
      <details className="group/sum border-y border-line bg-sunk px-4 max-lg:-mx-(--gutter) max-lg:px-(--gutter) lg:hidden">
        <summary className="flex min-h-14 list-none items-center justify-between text-sm [&::-webkit-details-marker]:hidden">
          <span className="flex items-center gap-2">
            {t('cart.summary')}{' '}
            <Icon name="down" className="size-4 transition-transform group-open/sum:rotate-180" />
          </span>
          <span className="text-base tabular-nums">{formatMoney(totals.total, locale)}</span>
        </summary>
        <div className="pt-2 pb-6">{body}</div>
      </details>
      <div className="bg-sunk p-7 max-lg:hidden">
        <h2 className="label mb-5">{t('cart.summary')}</h2>
        {body}
      </div>
    </aside>
  )
}
