import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { currentPrincipal } from '@/app/_reads/principal'
import { CheckoutScreen } from '@/components/checkout/checkout-screen'
import { translator } from '@/lib/i18n/messages'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { cartOf } from '@/server/cart/cart'
import { currentCheckout } from '@/server/checkout/checkout'
import { publishableKey } from '@/server/payments/providers'
import { profileOf } from '@/server/customers/customers'

interface Props {
  params: Promise<{ locale: string }>
  searchParams: Promise<{ problem?: string; edit?: string }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { locale } = await params
  return isLocale(locale) ? { title: translator(locale)('checkout.title'), robots: { index: false } } : {}
}

export default async function CheckoutPage({ params, searchParams }: Props) {
  const { locale } = await params
  if (!isLocale(locale)) notFound()
  const who = await currentPrincipal()
  const [cart, checkout, profile, { problem, edit }] = await Promise.all([
    cartOf(who, locale),
    currentCheckout(who, locale),
    who.kind === 'customer' ? profileOf(who) : undefined,
    searchParams,
  ])
  if (cart.lines.length === 0) redirect(paths(locale).cart)
  if (checkout && ['paying', 'challenge', 'authorised'].includes(checkout.state)) {
    redirect(paths(locale).checkoutReturn(checkout.id))
  }
  return (
    <CheckoutScreen
      cart={cart}
      checkout={checkout}
      profile={profile}
      problem={problem && String(problem)}
      edit={edit === 'contact' || edit === 'delivery' ? edit : undefined}
      stripeKey={publishableKey()}
      locale={locale}
    />
  )
}
