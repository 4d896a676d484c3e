'use client'

import { useRouter } from 'next/navigation'
import type { ComponentProps } from 'react'
import { type StripeSettings, useStripeFields } from '@/components/checkout/stripe-fields'
import { Form } from '@/components/forms/form'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { CheckoutView } from '@/server/checkout/model'

interface Props extends Omit<ComponentProps<typeof Form>, 'onAccepted' | 'onRefused' | 'prepare'> {
  locale: Locale
  /** Where the card's details are Stripe's to ask for. */
  stripe?: StripeSettings
}

const looksAgain = new Set(['total-changed', 'sold-out', 'payment-declined'])

/** Pays: goes to the order when it is placed, to the bank when it asks, and shows the new total when it has changed. */
export function PaymentForm({ locale, stripe, children, ...form }: Props) {
  const router = useRouter()
  const { fields, cardToken } = useStripeFields(stripe)
  function accepted(answer: unknown) {
    const { order, challenge } = answer as CheckoutView // what the route answers with
    if (order) location.assign(`${paths(locale).confirmation(order.id)}?token=${order.token}`)
    else location.assign(challenge?.url ?? form.next)
  }
  return (
    <Form
      {...form}
      className="grid gap-5"
      prepare={stripe ? cardToken : undefined}
      onAccepted={accepted}
      onRefused={({ code }) => {
        if (looksAgain.has(code)) router.refresh()
      }}
    >
      {fields}
      {children}
    </Form>
  )
}
