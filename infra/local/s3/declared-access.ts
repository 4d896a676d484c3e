import { mayTouch } from '@/infra/access'
import type { Allowed } from './call'

/** What the declaration of the cloud gives to a capability's role, in any stage: its prefixes, and nothing else. */
export const declaredAccess = (): Allowed => mayTouch
