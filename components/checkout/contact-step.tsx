import { AskedStep } from '@/components/checkout/asked-step'
import { AddressFields } from '@/components/forms/address-fields'
import { Field } from '@/components/forms/field'
import { Address } from '@/components/order/address'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import type { CheckoutView } from '@/server/checkout/model'
import type { Profile } from '@/server/customers/model'

interface Props {
  checkout?: CheckoutView
  profile?: Profile
  open: boolean
  locale: Locale
}

const refusals = [
  'address-postcode',
  'address-region',
  'address-not-delivered',
  'payment-in-progress',
  'cart-empty',
  'invalid',
  'offline',
] as const

/** Whom the order is for, and where it goes. */
export function ContactStep({ checkout, profile, open, locale }: Props) {
  const t = translator(locale)
  const address = checkout?.shipping ?? profile?.addresses[0]
  const done = checkout?.email !== undefined && checkout.shipping !== undefined
  return (
    <AskedStep
      section="contact"
      open={open}
      locale={locale}
      told={
        done &&
        checkout.shipping && (
          <>
            <p className="break-words">
              <bdi>{checkout.email}</bdi>
            </p>
            <Address address={checkout.shipping} locale={locale} />
          </>
        )
      }
      refusals={refusals}
      about={{ 'address-postcode': 'shipping.postcode', 'address-region': 'shipping.region' }}
    >
      <Field
        name="email"
        type="email"
        label={t('field.email')}
        hint={t('checkout.emailHint')}
        autoComplete="email"
        required
        maxLength={254}
        defaultValue={checkout?.email ?? profile?.email}
      />
      <AddressFields prefix="shipping." section="shipping" address={address} locale={locale} />
    </AskedStep>
  )
}
