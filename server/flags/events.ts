import { z } from 'zod'
import { event } from '@/server/platform/events'
import { FlagName } from './model'

/** An operator has thrown a switch. */
export const flagChanged = event('FlagChanged', 1, z.object({ name: FlagName, on: z.boolean() }))
