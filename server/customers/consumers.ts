import { type Consumer, on } from '@/server/platform/events'
import { archiveConsent } from './consents'
import { finishErasure } from './erasure'
import { consentChanged, erasureRequested } from './events'

/** What follows from what customers decide: the proof of a consent is archived, who wishes so is forgotten. */
export const consumers: readonly Consumer[] = [
  on(consentChanged, archiveConsent),
  on(erasureRequested, ({ data }) => finishErasure(data.customerId)),
]
