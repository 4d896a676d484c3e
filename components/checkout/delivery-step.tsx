import { Step } from '@/components/checkout/step'
import { StepForm } from '@/components/checkout/step-form'
import { formMessageKeys } from '@/components/forms/messages'
import { button } from '@/components/ui/button'
import { shortDay } from '@/lib/i18n/dates'
import { pick, translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import { paths } from '@/lib/paths'
import type { CheckoutView } from '@/server/checkout/model'

/** How it comes, and when. */
export function DeliveryStep({
  checkout,
  open,
  locale,
}: {
  checkout?: CheckoutView
  open: boolean
  locale: Locale
}) {
  const t = translator(locale)
  const to = paths(locale)
  const options = checkout?.deliveryOptions ?? []
  const selected = options.find((option) => option.selected)
  const when = (option: (typeof options)[number]) =>
    option.earliest === option.latest
      ? shortDay(option.earliest, locale)
      : t('delivery.between', {
          from: shortDay(option.earliest, locale),
          to: shortDay(option.latest, locale),
        })
  const cost = (option: (typeof options)[number]) =>
    option.amount.amount === 0 ? t('cart.deliveryFree') : formatMoney(option.amount, locale)
  return (
    <Step
      number={2}
      title={t('checkout.delivery')}
      open={open}
      locale={locale}
      change={{
        href: `${to.checkout}?edit=delivery`,
        label: t('checkout.change'),
        name: t('checkout.changeDelivery'),
      }}
      told={selected && `${t(`delivery.${selected.id}`)} · ${when(selected)} · ${cost(selected)}`}
    >
      <StepForm
        action={`/api/checkout?locale=${locale}`}
        next={to.checkout}
        back={to.checkout}
        messages={pick(locale, formMessageKeys)}
        problems={{
          'payment-in-progress': t('problem.payment-in-progress'),
          'cart-empty': t('problem.cart-empty'),
          offline: t('problem.offline'),
        }}
      >
        <fieldset className="grid gap-2">
          <legend className="sr-only">{t('checkout.delivery')}</legend>
          {options.map((option, index) => (
            <label key={option.id} className="choice">
              <input
                type="radio"
                name="delivery"
                value={option.id}
                required
                defaultChecked={selected ? option.selected : index === 0}
              />
              <span className="flex-1">
                <span className="block font-medium">{t(`delivery.${option.id}`)}</span>
                <span className="block text-ink-2">{when(option)}</span>
              </span>
              <span className="tabular-nums">{cost(option)}</span>
            </label>
          ))}
        </fieldset>
        <button type="submit" className={`${button()} justify-self-start`}>
          {t('checkout.toPayment')}
        </button>
      </StepForm>
    </Step>
  )
}
