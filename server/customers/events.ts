import { z } from 'zod'
import { event } from '@/server/platform/events'
import { CustomerId, Locale } from '@/server/platform/schemas'
import { ConsentPurpose } from './model'

const ConsentChanged = z.object({
  customerId: CustomerId,
  purpose: ConsentPurpose,
  granted: z.boolean(),
  /** The sentence that stood beside the switch, and in which language. */
  wording: z.object({ locale: Locale, text: z.string() }),
})
export type ConsentChanged = z.infer<typeof ConsentChanged>

/** A customer has agreed to something or taken it back. */
export const consentChanged = event('ConsentChanged', 1, ConsentChanged)

/** A customer wishes to be forgotten: their profile is gone, what else there is of them must go. */
export const erasureRequested = event('CustomerErasureRequested', 1, z.object({ customerId: CustomerId }))
