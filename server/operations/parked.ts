import { z } from 'zod'
import { publish } from '@/server/platform/bus'
import { Conflict, Unavailable } from '@/server/platform/errors'
import { parseEnvelope } from '@/server/platform/events'
import type { ParkedEvent } from './model'
import { parked, parkedKey } from './store'

const ParkedRecord = z.object({ source: z.string(), event: z.unknown() })

/** Notes an event that the relay has parked, for people to look at; once however often it is told.
 *  @throws ZodError when the record is none of the relay's */
export async function noteParkedEvent(value: unknown): Promise<void> {
  const { source, event } = ParkedRecord.parse(value)
  const { id, name, at } = parseEnvelope(event)
  try {
    await parked.create({ id, name, source, at, state: 'parked', event, version: 0 })
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
  }
}

/** Events that wait for an operator, the oldest first. @throws Unavailable */
export async function parkedEvents(limit = 100): Promise<ParkedEvent[]> {
  const by = { index: 'byWaiting', attribute: 'waiting', range: 'at', equals: 'parked-event' }
  return (await parked.query(by, { limit })).items
}

/** Publishes a parked event again under its own id, so that whoever has seen it already minds nothing.
 *  @throws NotFound `parked-event`, Unavailable `bus-refuses` when the bus still does not take it */
export async function publishParked(id: string): Promise<ParkedEvent> {
  const found = await parked.require(parkedKey(id), 'parked-event')
  if (found.state === 'published') return found
  const refused = await publish(found.source, [parseEnvelope(found.event)])
  if (refused.length > 0) throw new Unavailable('bus-refuses', 'the bus still refuses this event')
  return parked.replace(found, { ...found, state: 'published' })
}
