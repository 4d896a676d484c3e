import { StepForm } from '@/components/checkout/step-form'
import { Field } from '@/components/forms/field'
import { formMessageKeys, refusalTexts } from '@/components/forms/messages'
import { button } from '@/components/ui/button'
import { pick, translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { formatMoney } from '@/lib/money'
import { paths } from '@/lib/paths'
import type { CheckoutView } from '@/server/checkout/model'

const refusals = [
  'gift-card',
  'gift-card-currency',
  'gift-card-empty',
  'gift-cards-full',
  'too-many-gift-codes',
  'payment-in-progress',
  'checkout-over',
  'offline',
] as const

/** Gift cards that pay before the card does: those that were told, and a field for another. */
export function GiftCards({ checkout, locale }: { checkout: CheckoutView; locale: Locale }) {
  const t = translator(locale)
  const to = paths(locale)
  const form = {
    next: to.checkout,
    back: to.checkout,
    messages: pick(locale, formMessageKeys),
    problems: refusalTexts(t, refusals),
  }
  const action = `/api/checkout/${checkout.id}/gift-cards`
  return (
    <details className="group/gift border-y border-line" open={checkout.giftCards.length > 0}>
      <summary className="flex min-h-12 items-center text-sm">{t('giftCard.title')}</summary>
      <div className="grid gap-4 pt-1 pb-5">
        {checkout.giftCards.map(({ id, last4, amount }) => (
          <div key={id} className="flex items-center justify-between gap-4 text-sm">
            <bdi>{t('giftCard.used', { last4 })}</bdi>
            <span className="flex items-center gap-4">
              <span className="tabular-nums">−{formatMoney(amount, locale)}</span>
              <StepForm {...form} action={`${action}/${id}`} method="DELETE">
                <button
                  type="submit"
                  className={button('bare')}
                  aria-label={t('giftCard.removeOf', { last4 })}
                >
                  {t('giftCard.remove')}
                </button>
              </StepForm>
            </span>
          </div>
        ))}
        <StepForm
          {...form}
          action={action}
          about={{ 'gift-card': 'code', 'gift-card-currency': 'code', 'gift-card-empty': 'code' }}
        >
          <div className="grid items-start gap-3 sm:grid-cols-[1fr_auto]">
            <Field
              name="code"
              label={t('giftCard.code')}
              hint={t('giftCard.hint')}
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              dir="ltr"
              required
              maxLength={60}
            />
            <button type="submit" className={`${button('quiet')} sm:mt-6.5`}>
              {t('giftCard.use')}
            </button>
          </div>
        </StepForm>
      </div>
    </details>
  )
}
