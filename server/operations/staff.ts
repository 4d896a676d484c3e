import { NotFound } from '@/server/platform/errors'
import type { Customer, Principal } from '@/server/platform/principal'

/** The member of staff who asks. To everybody else there is no console.
 *  @throws NotFound `page` */
export function requireStaff(who: Principal): Customer {
  if (who.kind !== 'customer' || !who.groups.includes('staff')) throw new NotFound('page')
  return who
}
