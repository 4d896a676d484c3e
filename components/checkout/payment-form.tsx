'use client'

import { useRouter } from 'next/navigation'
import type { ComponentProps } from 'react'
import { Form } from '@/components/forms/form'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { CheckoutView } from '@/server/checkout/model'

interface Props extends Omit<ComponentProps<typeof Form>, 'onAccepted' | 'onRefused'> {
  locale: Locale
}

/** Pays: goes to the order when it is placed, to the bank when it asks, and shows the new total when it has changed. */
export function PaymentForm({ locale, ...form }: Props) {
  const router = useRouter()
  function accepted(answer: unknown) {
    const { order, challenge } = answer as CheckoutView // what the route answers with
    if (order) location.assign(`${paths(locale).confirmation(order.id)}?token=${order.token}`)
    else location.assign(challenge?.url ?? form.next)
  }
  return (
    <Form
      {...form}
      className="grid gap-5"
      onAccepted={accepted}
      onRefused={({ code }) => {
        if (code === 'total-changed' || code === 'sold-out' || code === 'payment-declined') router.refresh()
      }}
    />
  )
}
