import { z } from 'zod'
import { Customer, Erasure } from './model'
import { entity } from '@/server/platform/tables/entity'

export const customerKey = (id: string) => ({ pk: `customer#${id}`, sk: 'profile' })
export const subjectKey = (subject: string) => ({ pk: `subject#${subject}`, sk: 'customer' })

export const customers = entity({ table: 'customers', schema: Customer, key: (c) => customerKey(c.id) })

const Subject = z.object({ subject: z.string(), id: z.string(), version: z.literal(0) })

/** Which customer a Cognito user is: one item a user, so that two first sign-ins at once make one customer. */
export const subjects = entity({ table: 'customers', schema: Subject, key: (s) => subjectKey(s.subject) })

export async function customerIdOf(subject: string): Promise<string | undefined> {
  return (await subjects.get(subjectKey(subject)))?.id
}

export const erasureKey = (customerId: string) => ({ pk: `erasure#${customerId}`, sk: 'erasure' })
export const erasures = entity({
  table: 'customers',
  schema: Erasure,
  key: (erasure) => erasureKey(erasure.customerId),
})
