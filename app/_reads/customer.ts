import { redirect } from 'next/navigation'
import { currentPrincipal } from '@/app/_reads/principal'
import type { Locale } from '@/lib/markets'
import { paths } from '@/lib/paths'
import type { Customer } from '@/server/platform/principal'

/** The customer who looks at a page of their account; others are asked to sign in and come back. @throws Unavailable */
export async function requireCustomer(locale: Locale, page: string): Promise<Customer> {
  const who = await currentPrincipal()
  if (who.kind !== 'customer') redirect(`${paths(locale).signIn}?next=${encodeURIComponent(page)}`)
  return who
}
