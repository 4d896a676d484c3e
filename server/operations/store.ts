import { epochSeconds } from '@/server/platform/clock'
import { entity } from '@/server/platform/tables/entity'
import { AuditEntry, ParkedEvent } from './model'

const day = 86_400
/** What operators did is kept for two years; what waited for them for a month after it was settled. */
const keepDays = { audit: 730, settled: 30 }

/** One partition a month, so that none grows for ever. */
export const auditMonth = (at: string): string => `audit#${at.slice(0, 7)}`
export const audit = entity({
  table: 'operations',
  schema: AuditEntry,
  key: ({ id, at }) => ({ pk: auditMonth(at), sk: id }),
  attributes: () => ({ expiresAt: epochSeconds(keepDays.audit * day) }),
})

export const parkedKey = (id: string) => ({ pk: `parked-event#${id}`, sk: 'event' })
export const parked = entity({
  table: 'operations',
  schema: ParkedEvent,
  key: ({ id }) => parkedKey(id),
  attributes: ({ state }) =>
    state === 'parked' ? { waiting: 'parked-event' } : { expiresAt: epochSeconds(keepDays.settled * day) },
})
