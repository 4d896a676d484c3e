import { GiftCards } from '@/components/checkout/gift-cards'
import { PaymentForm } from '@/components/checkout/payment-form'
import { Step } from '@/components/checkout/step'
import { stripeMessageKeys } from '@/components/checkout/stripe-messages'
import { formMessageKeys, refusalTexts } from '@/components/forms/messages'
import { button } from '@/components/ui/button'
import { pick, translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import { paths } from '@/lib/paths'
import type { CheckoutView } from '@/server/checkout/model'

/** The cards of the sandbox provider, each of which behaves in its own way. */
const cards = [
  { token: 'tok_success_visa_4242', name: 'Visa', last4: '4242', key: 'payment.card.success' },
  {
    token: 'tok_challenge_mastercard_3220',
    name: 'Mastercard',
    last4: '3220',
    key: 'payment.card.challenge',
  },
  { token: 'tok_decline_visa_0002', name: 'Visa', last4: '0002', key: 'payment.card.decline' },
  { token: 'tok_late_success_amex_0005', name: 'American Express', last4: '0005', key: 'payment.card.late' },
] as const

const refusals = [
  'payment-declined',
  'payment-refused',
  'payment-token',
  'total-changed',
  'sold-out',
  'not-sold-here',
  'checkout-incomplete',
  'checkout-over',
  'cart-empty',
  'payment-in-progress',
  'offline',
] as const

/** How it is paid. Card details are the payment provider's; we only see what stands for the card. */
export function PaymentStep({
  checkout,
  open,
  stripeKey,
  locale,
}: {
  checkout?: CheckoutView
  open: boolean
  /** The publishable key, where Stripe takes the card's details. */
  stripeKey?: string
  locale: Locale
}) {
  const t = translator(locale)
  const to = paths(locale)
  const nothingDue = checkout?.due.amount === 0
  const byStripe = nothingDue ? undefined : stripeKey
  return (
    <Step number={3} title={t('checkout.payment')} open={open && checkout !== undefined} locale={locale}>
      {checkout && (
        <div className="grid gap-6">
          <GiftCards checkout={checkout} locale={locale} />
          <PaymentForm
            action={`/api/checkout/${checkout.id}/pay?locale=${locale}`}
            next={to.checkoutReturn(checkout.id)}
            back={to.checkout}
            locale={locale}
            stripe={
              byStripe === undefined
                ? undefined
                : {
                    publishableKey: byStripe,
                    due: checkout.due,
                    locale,
                    messages: pick(locale, stripeMessageKeys),
                  }
            }
            messages={pick(locale, formMessageKeys)}
            problems={refusalTexts(t, refusals)}
          >
            <input type="hidden" name="expectedTotal" value={checkout.totals.total.amount} />
            <input type="hidden" name="expectedDue" value={checkout.due.amount} />
            {nothingDue && <p className="text-sm">{t('giftCard.all')}</p>}
            {!nothingDue && !stripeKey && (
              <fieldset className="grid gap-2">
                <legend className="mb-3 text-sm text-ink-2">{t('payment.sandbox')}</legend>
                {cards.map(({ token, name, last4, key }, index) => (
                  <label key={token} className="choice">
                    <input type="radio" name="token" value={token} required defaultChecked={index === 0} />
                    <bdi className="font-medium">
                      {name} ···· {last4}
                    </bdi>
                    <span className="flex-1 text-end text-ink-2">{t(key)}</span>
                  </label>
                ))}
              </fieldset>
            )}
            <button type="submit" className={`${button()} w-full`}>
              {t('checkout.pay', { total: formatMoney(checkout.totals.total, locale) })}
            </button>
            <p className="text-xs text-ink-3">{t('checkout.binding')}</p>
          </PaymentForm>
        </div>
      )}
    </Step>
  )
}
