import { notFound } from 'next/navigation'
import { currentPrincipal } from '@/app/_reads/principal'
import { requireStaff } from '@/server/operations/staff'
import { NotFound } from '@/server/platform/errors'
import type { Customer } from '@/server/platform/principal'

/** The member of staff who looks at a page of the console; to everybody else it does not exist. Every page asks by itself,
 *  because a layout is not rendered anew for each of them. @throws Unavailable */
export async function requireStaffPage(): Promise<Customer> {
  const who = await currentPrincipal()
  try {
    return requireStaff(who)
  } catch (error) {
    if (error instanceof NotFound) notFound()
    throw error
  }
}
