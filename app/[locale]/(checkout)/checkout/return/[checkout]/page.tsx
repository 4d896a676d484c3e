import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { currentPrincipal } from '@/app/_reads/principal'
import { Waiting } from '@/components/checkout/waiting'
import { translator } from '@/lib/i18n/messages'
import { isLocale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import { resumeCheckout } from '@/server/checkout/pay'
import { Conflict, NotFound } from '@/server/platform/errors'

interface Props {
  params: Promise<{ locale: string; checkout: string }>
}

export const metadata: Metadata = { robots: { index: false } }

/** Where a shopper comes back to from paying: goes on with the payment, which may be done any number of times. */
export default async function ReturnPage({ params }: Props) {
  const { locale, checkout: id } = await params
  if (!isLocale(locale)) notFound()
  const to = paths(locale)
  const who = await currentPrincipal()
  if (who.kind === 'anonymous') redirect(to.cart)
  const checkout = await resumeCheckout(who, id).catch((error: unknown) => {
    if (error instanceof Conflict) redirect(`${to.checkout}?problem=${error.code}`)
    if (error instanceof NotFound) notFound()
    throw error
  })
  if (checkout.order) redirect(`${to.confirmation(checkout.order.id)}?token=${checkout.order.token}`)
  if (checkout.state === 'paying' || checkout.state === 'authorised' || checkout.state === 'challenge') {
    return (
      <Waiting t={translator(locale)} id={checkout.id} locale={locale} challenge={checkout.challenge?.url} />
    )
  }
  redirect(to.checkout)
}
