import type { ComponentProps } from 'react'
import { AddToCart } from '@/components/cart/add-to-cart'
import { CompareLink } from '@/components/compare/compare-link'
import { Options } from '@/components/product/options'
import { Price } from '@/components/product/price'
import { Restock } from '@/components/product/restock'
import { Share } from '@/components/product/share'
import { StoreStock } from '@/components/stores/store-stock'
import { Icon } from '@/components/ui/icon'
import { WishButton } from '@/components/wishlist/wish-button'
import { pick, translator } from '@/lib/i18n/messages'
import { textAttributes } from '@/lib/i18n/words'
import { type Locale, marketOf } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import { paths } from '@/lib/paths'
import { nameOf, textOf } from '@/lib/product-card'
import type { Product, Variant } from '@/server/catalogue/model'
import type { Availability } from '@/server/inventory/model'
import type { Price as PriceOf } from '@/server/pricing/model'

interface Props {
  product: Product
  chosen: Variant
  sold: readonly Variant[]
  price: PriceOf
  stock: Readonly<Record<string, Availability>>
  /** Of the market, by name. */
  stores: ComponentProps<typeof StoreStock>['stores']
  delivery: { amount: number; freeFrom?: number; days: readonly [number, number] }
  locale: Locale
}

/** What it is, what it costs, what there is to choose, and how to have it. */
export function BuyBox({ product, chosen, sold, price, stock, stores, delivery, locale }: Props) {
  const t = translator(locale)
  const market = marketOf(locale)
  const name = nameOf(product, locale)
  const summary = textOf(product, locale, 'summary')
  const { available, state } = stock[chosen.sku] ?? { available: 0, state: 'out' as const }
  const { currency } = price
  const page = paths(locale).product(product.id, chosen.sku)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-7 wrap-anywhere">
      <header className="grid gap-3">
        {product.brand && <p className="label">{product.brand}</p>}
        <h1 className="headline text-2xl wrap-anywhere" {...textAttributes(name)}>
          {name.text}
        </h1>
        {summary && (
          <p className="text-base text-ink-2" {...textAttributes(summary)}>
            {summary.text}
          </p>
        )}
      </header>
      <div className="border-t border-ink pt-4">
        <p className="text-lg">
          <Price
            price={{ amount: price.amount, currency }}
            was={price.was === undefined ? undefined : { amount: price.was, currency }}
            locale={locale}
          />
        </p>
        <p className="mt-0.5 text-xs text-ink-3">
          {t(market.taxIncluded ? 'price.taxIncluded' : 'price.taxAdded')}
        </p>
      </div>
      {product.options.length > 0 && (
        <Options product={product} chosen={chosen} sold={sold} stock={stock} locale={locale} />
      )}
      <div className="grid gap-4">
        <p className="flex items-center gap-2.5 text-sm">
          <span
            aria-hidden="true"
            className={`size-2 rounded-full ${state === 'out' ? 'bg-ink-3' : state === 'low' ? 'bg-warn' : 'bg-good'}`}
          />
          {state === 'out'
            ? t('stock.out')
            : state === 'low'
              ? t('stock.low', { count: available })
              : t('stock.in')}
        </p>
        <AddToCart
          sku={chosen.sku}
          locale={locale}
          cartHref={paths(locale).cart}
          available={available}
          price={formatMoney({ amount: price.amount, currency }, locale, true)}
          messages={pick(locale, [
            'cart.add',
            'cart.adding',
            'cart.added',
            'cart.quantity',
            'product.soldOut',
            'problem.sold-out',
            'problem.too-few',
            'problem.cart-full',
            'problem.offline',
            'problem.too-many',
            'problem.internal',
          ])}
        />
        <div className="relative">
          <WishButton
            product={product.id}
            sku={chosen.sku}
            locale={locale}
            label={t('wish.mark', { name: name.text })}
            offline={t('problem.offline')}
            words={{ add: t('wish.add'), added: t('wish.added') }}
          />
        </div>
        {state === 'out' && <Restock sku={chosen.sku} locale={locale} page={page} />}
        <ul className="grid gap-2 text-sm text-ink-2">
          <li className="flex gap-2.5">
            <Icon name="parcel" />
            <span>
              {t('delivery.promise', { from: delivery.days[0], to: delivery.days[1] })}{' '}
              {delivery.freeFrom !== undefined && price.amount >= delivery.freeFrom
                ? t('delivery.freeForThis')
                : delivery.freeFrom === undefined
                  ? formatMoney({ amount: delivery.amount, currency }, locale)
                  : t('delivery.costs', {
                      amount: formatMoney({ amount: delivery.amount, currency }, locale),
                      freeFrom: formatMoney({ amount: delivery.freeFrom, currency }, locale, true),
                    })}
            </span>
          </li>
          <li className="flex gap-2.5">
            <Icon name="check" />
            {t('delivery.returns')}
          </li>
        </ul>
        {stores.length > 0 && (
          <StoreStock
            sku={chosen.sku}
            locale={locale}
            stores={stores}
            messages={pick(locale, [
              'stores.ask',
              'stores.all',
              'stores.unknown',
              'stores.in',
              'stores.low',
              'stores.out',
            ])}
          />
        )}
        <div className="flex flex-wrap gap-x-6 border-t border-line pt-3">
          <CompareLink
            id={product.id}
            label={t('compare.link')}
            said={t('compare.linkOf', { name: name.text })}
            locale={locale}
          />
          <Share title={name.text} messages={pick(locale, ['share.share', 'share.copied'])} />
        </div>
      </div>
    </div>
  )
}
