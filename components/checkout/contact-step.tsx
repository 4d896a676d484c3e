import { Step } from '@/components/checkout/step'
import { StepForm } from '@/components/checkout/step-form'
import { AddressFields } from '@/components/forms/address-fields'
import { Field } from '@/components/forms/field'
import { formMessageKeys } from '@/components/forms/messages'
import { Address } from '@/components/order/address'
import { button } from '@/components/ui/button'
import { pick, translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { CheckoutView } from '@/server/checkout/model'
import type { Profile } from '@/server/customers/model'

interface Props {
  checkout?: CheckoutView
  profile?: Profile
  open: boolean
  locale: Locale
}

/** Whom the order is for, and where it goes. */
export function ContactStep({ checkout, profile, open, locale }: Props) {
  const t = translator(locale)
  const to = paths(locale)
  const address = checkout?.shipping ?? profile?.addresses[0]
  const done = checkout?.email !== undefined && checkout.shipping !== undefined
  return (
    <Step
      number={1}
      title={t('checkout.contact')}
      open={open}
      locale={locale}
      change={{
        href: `${to.checkout}?edit=contact`,
        label: t('checkout.change'),
        name: t('checkout.changeContact'),
      }}
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
    >
      <StepForm
        action={`/api/checkout?locale=${locale}`}
        next={to.checkout}
        back={to.checkout}
        messages={pick(locale, formMessageKeys)}
        problems={{
          'address-postcode': t('problem.address-postcode'),
          'address-region': t('problem.address-region'),
          'address-not-delivered': t('problem.address-not-delivered'),
          'payment-in-progress': t('problem.payment-in-progress'),
          'cart-empty': t('problem.cart-empty'),
          invalid: t('problem.invalid'),
          offline: t('problem.offline'),
        }}
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
        <button type="submit" className={`${button()} justify-self-start`}>
          {t('checkout.toDelivery')}
        </button>
      </StepForm>
    </Step>
  )
}
