import { PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { bus, physicalName } from '@/infra/resources'
import { eventBridge } from '@/server/platform/aws'
import { config } from '@/server/platform/config'
import { Unavailable } from '@/server/platform/errors'
import type { DomainEvent } from '@/server/platform/events'

const entriesPerCall = 10

/** Publishes events to the bus.
 *  @returns the events that the bus refused, each to be tried again
 *  @throws Unavailable when the bus does not answer at all */
export async function publish(source: string, events: readonly DomainEvent[]): Promise<DomainEvent[]> {
  const refused: DomainEvent[] = []
  for (let from = 0; from < events.length; from += entriesPerCall) {
    const batch = events.slice(from, from + entriesPerCall)
    const answer = await send(source, batch)
    refused.push(...batch.filter((_, index) => answer.Entries?.[index]?.ErrorCode !== undefined))
  }
  return refused
}

async function send(source: string, events: readonly DomainEvent[]) {
  try {
    return await eventBridge().send(
      new PutEventsCommand({
        Entries: events.map((event) => ({
          EventBusName: physicalName(config().stage, bus),
          Source: `quayside.${source}`,
          DetailType: event.name,
          Detail: JSON.stringify(event),
        })),
      }),
    )
  } catch (error) {
    throw new Unavailable('bus-unavailable', 'the event bus does not answer', {}, { cause: error })
  }
}
