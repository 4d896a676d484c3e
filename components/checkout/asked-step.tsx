import type { ReactNode } from 'react'
import { Step } from '@/components/checkout/step'
import { StepForm } from '@/components/checkout/step-form'
import { formMessageKeys, refusalTexts } from '@/components/forms/messages'
import { button } from '@/components/ui/button'
import { pick, translator } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'

const sections = {
  contact: { number: 1, change: 'checkout.changeContact', submit: 'checkout.toDelivery' },
  delivery: { number: 2, change: 'checkout.changeDelivery', submit: 'checkout.toPayment' },
} as const

interface Props {
  section: keyof typeof sections
  open: boolean
  /** What was told, once it is done; it can be changed. */
  told?: ReactNode
  refusals: Parameters<typeof refusalTexts>[1]
  /** Which field a refusal speaks of, by its code. */
  about?: Readonly<Record<string, string>>
  locale: Locale
  children: ReactNode
}

/** A section of the checkout that asks for something about it, and leads to the next. */
export function AskedStep({ section, open, told, refusals, about, locale, children }: Props) {
  const t = translator(locale)
  const to = paths(locale)
  const { number, change, submit } = sections[section]
  return (
    <Step
      number={number}
      title={t(`checkout.${section}`)}
      open={open}
      locale={locale}
      change={{ href: `${to.checkout}?edit=${section}`, label: t('checkout.change'), name: t(change) }}
      told={told}
    >
      <StepForm
        action={`/api/checkout?locale=${locale}`}
        next={to.checkout}
        back={to.checkout}
        messages={pick(locale, formMessageKeys)}
        problems={refusalTexts(t, refusals)}
        about={about}
      >
        {children}
        <button type="submit" className={`${button()} justify-self-start`}>
          {t(submit)}
        </button>
      </StepForm>
    </Step>
  )
}
