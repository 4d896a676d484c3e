'use client'

import { useEffect, useRef, useState } from 'react'
import type { StripeMessageKey } from '@/components/checkout/stripe-messages'
import type { Messages } from '@/lib/i18n/messages'
import type { Locale } from '@/lib/markets'
import type { Money } from '@/lib/money'

/** What is used of Stripe.js; it must be loaded from Stripe itself. https://docs.stripe.com/js */
interface StripeJs {
  elements(options: object): Elements
  createConfirmationToken(options: { elements: Elements }): Promise<{
    error?: { message?: string }
    confirmationToken?: { id: string }
  }>
}
interface Elements {
  create(kind: 'payment', options: object): PaymentElement
  submit(): Promise<{ error?: { message?: string } }>
}
interface PaymentElement {
  mount(place: HTMLElement): void
  destroy(): void
  on(event: 'ready' | 'loaderror', listener: () => void): void
}
declare global {
  interface Window {
    Stripe?: (key: string, options: object) => StripeJs
  }
}

const source = 'https://js.stripe.com/endive/stripe.js'
let loading: Promise<void> | undefined

function loadStripe(): Promise<void> {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = source
    script.addEventListener('load', () => resolve())
    script.addEventListener('error', () => {
      loading = undefined
      script.remove()
      reject(new Error('Stripe.js cannot be loaded'))
    })
    document.head.append(script)
  })
  return loading
}

export interface StripeSettings {
  publishableKey: string
  /** What the card is to pay. */
  due: Money
  locale: Locale
  messages: Messages<StripeMessageKey>
}

/** Stripe's own fields for a card: what is typed there goes to Stripe alone. Gives the fields to show, and what asks them for
 *  something that stands for the card. */
export function useStripeFields(settings: StripeSettings | undefined) {
  const place = useRef<HTMLDivElement>(null)
  const made = useRef<{ stripe: StripeJs; elements: Elements }>(undefined)
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading')
  const [said, setSaid] = useState<string>()
  const key = settings?.publishableKey
  const { amount = 0, currency = 'GBP' } = settings?.due ?? {}
  const locale = settings?.locale

  useEffect(() => {
    if (!key || amount === 0) return
    let element: PaymentElement | undefined
    let over = false
    async function show(publishable: string) {
      await loadStripe()
      if (over || !window.Stripe || !place.current) return
      const stripe = window.Stripe(publishable, { locale })
      const elements = stripe.elements({
        mode: 'payment',
        amount,
        currency: currency.toLowerCase(),
        captureMethod: 'manual',
        allowedPaymentMethodTypes: ['card'],
      })
      element = elements.create('payment', { layout: 'tabs' })
      element.on('ready', () => setState('ready'))
      element.on('loaderror', () => setState('failed'))
      element.mount(place.current)
      made.current = { stripe, elements }
    }
    show(key).catch(() => setState('failed'))
    return () => {
      over = true
      made.current = undefined
      element?.destroy()
    }
  }, [key, amount, currency, locale])

  /** @returns what stands for the card, or nothing after saying why */
  async function cardToken(): Promise<{ token: string } | undefined> {
    setSaid(undefined)
    if (!made.current) return undefined
    const { stripe, elements } = made.current
    const checked = await elements.submit()
    const answer = checked.error ? undefined : await stripe.createConfirmationToken({ elements })
    const error = checked.error ?? answer?.error
    if (error) setSaid(error.message ?? settings?.messages['payment.unavailable'])
    return answer?.confirmationToken && { token: answer.confirmationToken.id }
  }

  const fields = settings && (
    <div className="grid gap-3">
      <noscript>
        <p className="text-sm text-bad">{settings.messages['payment.needsScript']}</p>
      </noscript>
      {state === 'loading' && <p className="text-sm text-ink-2">{settings.messages['payment.loading']}</p>}
      {state === 'failed' && (
        <p role="alert" className="text-sm text-bad">
          {settings.messages['payment.unavailable']}
        </p>
      )}
      <div ref={place} />
      {said && (
        <p role="alert" className="text-sm text-bad">
          {said}
        </p>
      )}
    </div>
  )
  return { fields, cardToken }
}
