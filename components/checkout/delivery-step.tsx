import { AskedStep } from '@/components/checkout/asked-step'
import { shortDay } from '@/lib/i18n/dates'
import { translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
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
    <AskedStep
      section="delivery"
      open={open}
      locale={locale}
      told={selected && `${t(`delivery.${selected.id}`)} · ${when(selected)} · ${cost(selected)}`}
      refusals={['payment-in-progress', 'cart-empty', 'offline']}
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
    </AskedStep>
  )
}
