import { ContactStep } from '@/components/checkout/contact-step'
import { FocusStep } from '@/components/checkout/focus-step'
import { DeliveryStep } from '@/components/checkout/delivery-step'
import { PaymentStep } from '@/components/checkout/payment-step'
import { Summary } from '@/components/checkout/summary'
import { Notice } from '@/components/ui/notice'
import { problemText, translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { CartView } from '@/server/cart/model'
import type { CheckoutView } from '@/server/checkout/model'
import type { Profile } from '@/server/customers/model'

interface Props {
  cart: CartView
  /** Absent until something was told. */
  checkout?: CheckoutView
  profile?: Profile
  problem?: string
  edit?: 'contact' | 'delivery'
  /** The publishable key, where Stripe takes the card's details. */
  stripeKey?: string
  locale: Locale
}

/** From the cart to the order on one page: what is done folds, what comes next opens. */
export function CheckoutScreen({ cart, checkout, profile, problem, edit, stripeKey, locale }: Props) {
  const t = translator(locale)
  const missing = new Set(checkout ? checkout.missing : ['email', 'shipping', 'delivery'])
  const open =
    edit ??
    (missing.has('email') || missing.has('shipping')
      ? 'contact'
      : missing.has('delivery')
        ? 'delivery'
        : 'payment')
  const declined = checkout?.declined
  return (
    <div className="wrap grid grid-cols-1 items-start gap-x-20 pt-8 md:pt-12 lg:grid-cols-[minmax(0,1fr)_26rem]">
      <div className="min-w-0">
        <h1 className="headline text-2xl">{t('checkout.title')}</h1>
        {!profile && (
          <p className="mt-3 text-sm text-ink-2">
            {t('checkout.guest')}{' '}
            <a
              href={`${paths(locale).signIn}?next=${encodeURIComponent(paths(locale).checkout)}`}
              className="link text-ink"
            >
              {t('checkout.signIn')}
            </a>
          </p>
        )}
        <div className="mt-6 grid gap-3 empty:hidden">
          {problem && <Notice tone="bad">{problemText(t, problem)}</Notice>}
          {!problem && declined && <Notice tone="bad">{t(`checkout.declined.${declined}`)}</Notice>}
          {cart.notices
            .filter((notice) => notice.code === 'price-changed')
            .map((notice) => (
              <Notice key={notice.sku} tone="warn">
                {t('checkout.priceChanged')}
              </Notice>
            ))}
        </div>
        <FocusStep number={['contact', 'delivery', 'payment'].indexOf(open) + 1} />
        <ol className="mt-6 border-b border-ink">
          <ContactStep checkout={checkout} profile={profile} open={open === 'contact'} locale={locale} />
          <DeliveryStep checkout={checkout} open={open === 'delivery'} locale={locale} />
          <PaymentStep checkout={checkout} open={open === 'payment'} stripeKey={stripeKey} locale={locale} />
        </ol>
      </div>
      <Summary cart={cart} checkout={checkout} locale={locale} />
    </div>
  )
}
