import { z } from 'zod'
import { orderDelivered, orderShipped } from '@/server/orders/events'
import { requireOrder } from '@/server/orders/orders'
import { noteNearby } from '@/server/orders/status'
import { type Consumer, on } from '@/server/platform/events'
import { pointOf } from './geography'
import { tracker } from './tracker'

/** Metres around a destination within which its parcel counts as out for delivery. */
const nearby = 8000

/** A circle around where each parcel goes, for as long as it is under way. */
export const consumers: readonly Consumer[] = [
  on(orderShipped, async ({ data }) => {
    const { shipping } = await requireOrder(data.orderId)
    await tracker().fence(data.shipment.id, pointOf(shipping), nearby)
  }),
  on(orderDelivered, async ({ data }) => {
    const { shipments } = await requireOrder(data.orderId)
    for (const { id } of shipments) await tracker().unfence(id)
  }),
]

const FenceEvent = z.object({
  detail: z.object({
    EventType: z.enum(['ENTER', 'EXIT']),
    GeofenceId: z.string(),
    DeviceId: z.string(),
    SampleTime: z.iso.datetime(),
  }),
})

/** Reacts to what Amazon Location tells: a parcel that enters its own circle is out for delivery. Location looks at every parcel and
 *  every circle, so most of what it tells is of no interest.
 *  @throws ZodError when it is no such event, Unavailable: to be tried again */
export async function reactToFence(body: unknown): Promise<void> {
  const { EventType, GeofenceId, DeviceId, SampleTime } = FenceEvent.parse(body).detail
  if (EventType !== 'ENTER' || GeofenceId !== DeviceId) return
  await noteNearby(DeviceId, SampleTime)
}
