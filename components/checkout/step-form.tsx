'use client'

import { useRouter } from 'next/navigation'
import type { ComponentProps } from 'react'
import { Form } from '@/components/forms/form'

/** A form of the checkout: when it is accepted the page goes on to its next section. */
export function StepForm(props: Omit<ComponentProps<typeof Form>, 'onAccepted'>) {
  const router = useRouter()
  return (
    <Form {...props} className="grid gap-5" onAccepted={() => router.push(props.next, { scroll: false })} />
  )
}
