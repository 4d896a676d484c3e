import { z } from 'zod'
import { event } from '@/server/platform/events'

/** The provider says that something has happened to the payment with this key. What, it is asked: messages come late, twice and in
 *  any order, and only its books count. */
export const paymentNews = event('PaymentNews', 1, z.object({ key: z.string().max(200) }))
